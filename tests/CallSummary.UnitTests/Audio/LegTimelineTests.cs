using System.ComponentModel.DataAnnotations;
using CallSummary.Audio.Recordings;
using CallSummary.Audio.Timeline;
using CsCheck;

namespace CallSummary.UnitTests.Audio;

public sealed class LegTimelineTests
{
    private readonly List<(long Position, byte Mark)> _frames = [];
    private readonly LegTimeline _timeline;

    public LegTimelineTests() =>
        _timeline = new LegTimeline((in TimelineFrame f) => _frames.Add((f.Position, f.Payload[0])));

    [Fact]
    public void Add_ClockOf48000_IsPlacedInTimeAndLosesNothingByRounding()
    {
        for (var i = 0; i < 100; i++)
        {
            // 20 ms and an odd tick now and then, as a sender that resamples has it.
            _timeline.Add(new TimelinePacket(1, (ushort)i, (uint)((i * 960) + i), RecordedCodec.Opus, TimeSpan.FromMilliseconds(20 + (20 * i))), [9 << 3, 1, 2]);
        }

        Assert.Equal((99 * 160) + (99 / 6), _frames[^1].Position);
        Assert.Equal(0, _timeline.Statistics.Reanchored);
    }

    [Fact]
    public void Add_CodecOfAnotherClock_GoesOnByArrival()
    {
        Send(0, 1, 2);
        _timeline.Add(new TimelinePacket(1, 3, 900_000, RecordedCodec.Opus, TimeSpan.FromMilliseconds(80)), [9 << 3, 1, 2]);
        _timeline.Add(new TimelinePacket(1, 4, 900_960, RecordedCodec.Opus, TimeSpan.FromMilliseconds(100)), [9 << 3, 1, 2]);

        Assert.Equal([0, 160, 320, 480, 640], _frames.Select(f => f.Position));
    }

    [Fact]
    public void Add_PayloadThatIsNoneOfItsCodec_IsRefused()
    {
        _timeline.Add(new TimelinePacket(1, 0, 0, RecordedCodec.Opus, TimeSpan.FromMilliseconds(20)), [3, 0]);
        _timeline.Add(new TimelinePacket(1, 1, 0, RecordedCodec.AmrAligned, TimeSpan.FromMilliseconds(40)), [0xF0]);

        Assert.Empty(_frames);
        Assert.Equal(2, _timeline.Statistics.Refused);
    }

    [Fact]
    public void Add_InOrder_PlacesEachAfterTheOther()
    {
        Send(0, 1, 2, 3);

        AssertFrames((0, 0), (160, 1), (320, 2), (480, 3));
    }

    [Fact]
    public void Add_FirstPacketLate_IsPlacedByTheClock()
    {
        Add(sequence: 7, timestamp: 999, arrival: 5_000, mark: 1);

        AssertFrames(((5_000 - 20) * 8, 1));
    }

    [Fact]
    public void Add_SequenceAndTimestampWrap_GoOn()
    {
        for (var i = 0; i < 6; i++)
        {
            Add((ushort)(65533 + i), unchecked((uint)(-480 + (i * 160))), 20 + (i * 20), (byte)i);
        }

        AssertFrames((0, 0), (160, 1), (320, 2), (480, 3), (640, 4), (800, 5));
        Assert.Equal(0, _timeline.Statistics.Lost);
    }

    [Fact]
    public void Add_Reordered_IsPutInOrder()
    {
        Send(0, 2, 1, 5, 4, 3, 6);

        AssertFrames((0, 0), (160, 1), (320, 2), (480, 3), (640, 4), (800, 5), (960, 6));
        Assert.Equal(3, _timeline.Statistics.Reordered);
        Assert.Equal(0, _timeline.Statistics.Lost);
    }

    [Fact]
    public void Add_Duplicates_AreDropped()
    {
        Send(0, 0, 1, 3, 3, 2, 3, 4);

        AssertFrames((0, 0), (160, 1), (320, 2), (480, 3), (640, 4));
        Assert.Equal(3, _timeline.Statistics.Duplicates);
    }

    [Fact]
    public void Add_Loss_IsAGap()
    {
        Send([.. Enumerable.Range(0, 30).Where(i => i is not (5 or 6))]);

        Assert.Equal(28, _frames.Count);
        Assert.All(_frames, f => Assert.Equal(f.Mark * 160, f.Position));
        Assert.Equal(2, _timeline.Statistics.Lost);
    }

    [Fact]
    public void Add_AfterItWasGivenUp_IsLateAndDropped()
    {
        Send([0, .. Enumerable.Range(2, 15), 1, 17]);

        Assert.DoesNotContain(_frames, f => f.Mark == 1);
        Assert.Equal((1, 1), (_timeline.Statistics.Late, _timeline.Statistics.Lost));
        AssertOrdered();
    }

    [Fact]
    public void Advance_NothingComes_GivesUpAfterTheWait()
    {
        Send(0, 2);
        Assert.Single(_frames);

        _timeline.Advance(TimeSpan.FromMilliseconds(40 + 199));
        Assert.Single(_frames);
        _timeline.Advance(TimeSpan.FromMilliseconds(40 + 200));

        AssertFrames((0, 0), (320, 2));
    }

    [Fact]
    public void Complete_PacketsHeld_ArePlaced()
    {
        Send(0, 2, 4);

        _timeline.Complete();

        AssertFrames((0, 0), (320, 2), (640, 4));
        Assert.Equal(800, _timeline.End);
    }

    [Fact]
    public void Add_NewSource_IsPlacedByTheClock()
    {
        Send(0, 1);
        Add(50_000, 4_000_000_000, 10_000, 9, ssrc: 77);
        Add(50_001, 4_000_000_160, 10_020, 10, ssrc: 77);

        AssertFrames((0, 0), (160, 1), (9_980 * 8, 9), (10_000 * 8, 10));
        Assert.Equal(1, _timeline.Statistics.Reanchored);
    }

    [Fact]
    public void Add_TimestampJumpsAnHour_IsNotFollowed()
    {
        Send(0, 1);
        Add(2, 3600 * 8000, 60, 2);
        Add(3, (3600 * 8000) + 160, 80, 3);

        AssertFrames((0, 0), (160, 1), (320, 2), (480, 3));
    }

    [Fact]
    public void Add_TimestampFallsBack_GoesOnAtTheClock()
    {
        Add(0, 1_000_000, 20, 0);
        Add(1, 1_000_160, 40, 1);
        Add(2, 5, 1_060, 2);

        AssertFrames((0, 0), (160, 1), (1_040 * 8, 2));
    }

    [Fact]
    public void Add_HoldWithRunningTimestamps_IsAGapOfThatLength()
    {
        Send(0, 1);
        Add(2, 320 + (30 * 8000), 30_061, 2);

        AssertFrames((0, 0), (160, 1), (320 + (30 * 8000), 2));
    }

    [Fact]
    public void Add_HoldWithStoppedTimestamps_IsPlacedByTheClock()
    {
        Send(0, 1);
        Add(2, 320, 30_060, 2);

        AssertFrames((0, 0), (160, 1), (30_040 * 8, 2));
    }

    [Fact]
    public void Add_NetworkStallsThenBursts_StaysWhole()
    {
        for (var i = 0; i < 200; i++)
        {
            Add((ushort)i, (uint)(i * 160), i is >= 50 and < 150 ? 3_020 : 20 + (i * 20), (byte)i);
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(i => (i * 160L, (byte)i)), _frames);
    }

    [Fact]
    public void Add_SmallPauseOfStoppedTimestamps_IsCaughtUpWithinSeconds()
    {
        for (var i = 0; i < 300; i++)
        {
            Add((ushort)i, (uint)(i * 160), 20 + (i * 20) + (i >= 100 ? 1_000 : 0), (byte)i);
        }

        Assert.Equal((299 * 160) + 8000, _frames[^1].Position);
    }

    [Theory]
    [InlineData(1.002)]
    [InlineData(0.998)]
    public void Add_SenderClockWrong_StaysWithTheCallsClock(double speed)
    {
        const int packets = 60 * 50;
        for (var i = 0; i < packets; i++)
        {
            _timeline.Add(
                new TimelinePacket(1, (ushort)i, (uint)(i * 160), RecordedCodec.Pcmu, TimeSpan.FromMilliseconds(20 + (i * 20 / speed))),
                Payload((byte)i));
        }

        Assert.InRange(_timeline.End - (packets * 160 / speed), -0.13 * 8000, 0.13 * 8000);
        AssertOrdered();
    }

    [Fact]
    public void Add_EmptyPayload_KeepsTheCountAndPlacesNothing()
    {
        Send(0);
        _timeline.Add(new TimelinePacket(1, 1, 160, RecordedCodec.Pcmu, TimeSpan.FromMilliseconds(40)), []);
        Add(2, 320, 60, 2);

        AssertFrames((0, 0), (320, 2));
        Assert.Equal(0, _timeline.Statistics.Lost);
    }

    [Fact]
    public void Add_SequenceRestartsFarAway_IsFollowedFromTheSecondPacket()
    {
        Send(0, 1);
        Add(30_000, 320, 60, 2);
        Add(30_001, 480, 80, 3);
        Add(30_002, 640, 100, 4);

        Assert.Equal([0, 1, 3, 4], _frames.Select(f => (int)f.Mark));
    }

    [Fact]
    public void Add_PayloadOverTheFrameLimit_IsRefused()
    {
        _timeline.Add(new TimelinePacket(1, 1, 1, RecordedCodec.Pcmu, TimeSpan.Zero), new byte[RecordedFrameFormat.MaxPayloadLength + 1]);

        Assert.Equal(1, _timeline.Statistics.Refused);
    }

    [Fact]
    public void Add_AnyPackets_PlacesNeverFallAndNeverRunAheadOfTheClock() =>
        Gen.Select(Gen.UInt[0, 2], Gen.UShort, Gen.UInt, Gen.Int[0, 60], Gen.Bool).Array[1, 300].Sample(packets =>
        {
            long last = 0, end = 0;
            var now = TimeSpan.Zero;
            var timeline = new LegTimeline((in TimelineFrame f) =>
            {
                Assert.True(f.Position >= last);
                var clock = now.TotalSeconds * 8000;
                Assert.True(f.Position <= Math.Max(clock + 4000, end), "sound from the future");
                last = f.Position;
                end = Math.Max(end, f.Position + f.Samples);
            });
            foreach (var (ssrc, sequence, timestamp, wait, near) in packets)
            {
                now += TimeSpan.FromMilliseconds(wait);
                var packet = near
                    ? new TimelinePacket(ssrc, (ushort)(sequence % 20), timestamp % 3200, RecordedCodec.Pcmu, now)
                    : new TimelinePacket(ssrc, sequence, timestamp, RecordedCodec.Pcmu, now);
                timeline.Add(packet, Payload(1));
            }

            timeline.Complete();
        });

    [Fact]
    public void Add_InSteadyState_AllocatesNothing()
    {
        var timeline = new LegTimeline((in TimelineFrame _) => { });
        var payload = Payload(1);
        AddMany(0, 500);

        var before = GC.GetAllocatedBytesForCurrentThread();
        AddMany(500, 5_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void AddMany(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                // Every tenth pair changes places, every 25th is lost.
                var n = i % 10 == 3 ? i + 1 : i % 10 == 4 ? i - 1 : i;
                if (n % 25 != 0)
                {
                    timeline.Add(new TimelinePacket(1, (ushort)n, (uint)(n * 160), RecordedCodec.Pcmu, TimeSpan.FromMilliseconds(20 * i)), payload);
                }
            }
        }
    }

    [Fact]
    public void Constructor_OptionOutOfRange_Throws() =>
        Assert.Throws<ValidationException>(() => new LegTimeline((in TimelineFrame _) => { }, new LegTimelineOptions { ReorderPackets = 65 }));

    /// <summary>Sends packets of one stream in the order given, 20 ms apart.</summary>
    private void Send(params int[] numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            Add((ushort)numbers[i], (uint)(numbers[i] * 160), 20 + (i * 20), (byte)numbers[i]);
        }
    }

    private void Add(ushort sequence, uint timestamp, int arrival, byte mark, uint ssrc = 1) =>
        _timeline.Add(new TimelinePacket(ssrc, sequence, timestamp, RecordedCodec.Pcmu, TimeSpan.FromMilliseconds(arrival)), Payload(mark));

    private static byte[] Payload(byte mark) => [.. Enumerable.Repeat(mark, 160)];

    private void AssertFrames(params (long Position, byte Mark)[] expected) => Assert.Equal(expected, _frames);

    private void AssertOrdered() => Assert.Equal(_frames.Select(f => f.Position).Order(), _frames.Select(f => f.Position));
}
