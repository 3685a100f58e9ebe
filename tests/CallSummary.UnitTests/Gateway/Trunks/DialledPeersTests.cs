using System.Net;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Gateway.Trunks;

public sealed class DialledPeersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly IPAddress _hop = IPAddress.Parse("192.0.2.7");

    [Fact]
    public void Contains_WhileTheCallMayLast_AndAMinuteLonger()
    {
        var peers = new DialledPeers(_time);
        peers.Add(_hop, TimeSpan.FromHours(1));

        Assert.True(peers.Contains(_hop.MapToIPv6()));
        Assert.False(peers.Contains(IPAddress.Loopback));
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.True(peers.Contains(_hop));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(peers.Contains(_hop));
    }

    [Fact]
    public void Add_OverItsCapacity_ForgetsThoseThatAreOver()
    {
        var peers = new DialledPeers(_time);
        for (var i = 0; i < DialledPeers.Capacity; i++)
        {
            peers.Add(new IPAddress(0x0A000000L + i), TimeSpan.Zero);
        }

        peers.Add(_hop, TimeSpan.FromHours(1));
        Assert.False(peers.Contains(_hop));
        _time.Advance(TimeSpan.FromMinutes(2));
        peers.Add(_hop, TimeSpan.FromHours(1));
        Assert.True(peers.Contains(_hop));
    }
}
