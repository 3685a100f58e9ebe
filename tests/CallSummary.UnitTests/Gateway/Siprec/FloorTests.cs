using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Gateway.Siprec;
using CallSummary.Rtp;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Gateway.Siprec;

public sealed class FloorTests
{
    private static readonly byte[] Speech = [.. Enumerable.Range(0, 160).Select(i => G711.EncodeMuLaw((short)(4000 * Math.Sin(i / 3.0))))];
    private static readonly byte[] Silence = [.. Enumerable.Repeat(G711.MuLawSilence, 160)];

    private readonly FakeTimeProvider _time = new();
    private readonly Floor _floor;
    private readonly object _first = new();
    private readonly object _second = new();

    public FloorTests() => _floor = new Floor(_time);

    [Fact]
    public void Takes_TwoSpeakAtOnce_TheFirstIsHeard()
    {
        Assert.True(Takes(_first, Speech));
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            Assert.True(Takes(_first, Speech));
            Assert.False(Takes(_second, Speech));
        }
    }

    [Fact]
    public void Takes_HolderFallsSilent_WhoSpeaksNextIsHeard()
    {
        Assert.True(Takes(_first, Speech));
        _time.Advance(TimeSpan.FromMilliseconds(380));
        Assert.False(Takes(_second, Speech));
        Assert.True(Takes(_first, Silence));
        _time.Advance(TimeSpan.FromMilliseconds(40));
        Assert.True(Takes(_second, Speech));
        Assert.False(Takes(_first, Speech));
    }

    [Fact]
    public void Takes_HolderIsGone_AnotherThatIsSilentDoesNotTakeItsPlace()
    {
        Assert.True(Takes(_first, Speech));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(Takes(_second, Silence));
        Assert.True(Takes(_second, Speech));
    }

    private bool Takes(object stream, byte[] payload) => _floor.Takes(
        stream, new ReceivedPacket { Kind = ReceivedPacketKind.Audio, Codec = RecordedCodec.Pcmu, Payload = payload, ArrivalTimestamp = _time.GetTimestamp() });
}
