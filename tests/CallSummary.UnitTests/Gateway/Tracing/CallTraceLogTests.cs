using CallSummary.Contracts;
using CallSummary.Gateway.Tracing;

namespace CallSummary.UnitTests.Gateway.Tracing;

public sealed class CallTraceLogTests
{
    [Fact]
    public void Add_PastTheCap_CountsWhatIsLeftOut()
    {
        var log = new CallTraceLog(DateTimeOffset.UnixEpoch, 0);
        for (var i = 0; i < CallTraceLog.Capacity + 3; i++)
        {
            log.Add(new SipTraceEntry { At = TimeSpan.FromSeconds(i), Peer = "trunk", IsSent = false, Method = "OPTIONS", Transport = "udp" });
        }

        Assert.Equal((CallTraceLog.Capacity, 3), (log.Entries().Count, log.Omitted));
        Assert.Equal(TimeSpan.Zero, log.Entries()[0].At);
    }
}
