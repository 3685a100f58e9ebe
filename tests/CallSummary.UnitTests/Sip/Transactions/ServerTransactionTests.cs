using CallSummary.Sip.Transports;

namespace CallSummary.UnitTests.Sip.Transactions;

public sealed class ServerTransactionTests
{
    private readonly TransactionBench _bench = new();

    [Fact]
    public void Invite_RepeatedWhileRinging_GetsTheLastProvisionalAgain()
    {
        _bench.Receive(Wire.Request("INVITE"));
        _bench.Respond(180);
        _bench.Channel.Take();
        _bench.Receive(Wire.Request("INVITE"));
        Assert.Single(_bench.Requests);
        Assert.StartsWith("SIP/2.0 180", Assert.Single(_bench.Channel.Take()), StringComparison.Ordinal);
    }

    [Fact]
    public void Invite_Rejected_RepeatsByTimerGUntilTimerH()
    {
        _bench.Receive(Wire.Request("INVITE"));
        _bench.Respond(486);
        _bench.Channel.Take();
        Assert.Equal([500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500], _bench.SendTimes(32_000));
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void Invite_RejectedAndAcknowledged_StopsAndEndsByTimerI()
    {
        _bench.Receive(Wire.Request("INVITE"));
        _bench.Respond(486);
        _bench.Channel.Take();
        _bench.Receive(Wire.Request("ACK", toTag: "bob"));
        Assert.Empty(_bench.SendTimes(4_900));
        Assert.Equal(1, _bench.Layer.Count);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, _bench.Layer.Count);
        Assert.Empty(_bench.Acks);
    }

    [Fact]
    public void Invite_Answered_AbsorbsRepeatsUntilTimerL()
    {
        _bench.Receive(Wire.Request("INVITE"));
        _bench.Respond(200);
        _bench.Channel.Take();
        _bench.Receive(Wire.Request("INVITE"));
        Assert.Empty(_bench.Channel.Take());
        Assert.Single(_bench.Requests);
        _bench.Receive(Wire.Request("ACK", branch: "z9hG4bKack", toTag: "bob"));
        Assert.Single(_bench.Acks);
        _bench.Time.Advance(TimeSpan.FromSeconds(32));
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void NonInvite_RepeatedAfterResponse_GetsItAgainUntilTimerJ()
    {
        _bench.Receive(Wire.Request("OPTIONS"));
        _bench.Respond(200);
        _bench.Receive(Wire.Request("OPTIONS"));
        Assert.Equal(2, _bench.Channel.Take().Count);
        Assert.Single(_bench.Requests);
        _bench.Time.Advance(TimeSpan.FromSeconds(32));
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void NonInvite_OverReliableTransport_EndsAtOnce()
    {
        var bench = new TransactionBench(SipProtocol.Tcp);
        bench.Receive(Wire.Request("OPTIONS", via: "TCP 192.0.2.1"));
        bench.Respond(200);
        Assert.Equal(0, bench.Layer.Count);
    }

    [Fact]
    public void OnMessage_OverTheLimit_IsRefusedStatelesslyWithRetryAfter()
    {
        var bench = new TransactionBench(maxTransactions: 16);
        for (var i = 0; i < 16; i++) bench.Receive(Wire.Request("OPTIONS", branch: $"z9hG4bK{i}x", callId: $"call-{i}"));
        Assert.Empty(bench.Channel.Take());
        bench.Receive(Wire.Request("OPTIONS", branch: "z9hG4bKmore", callId: "more"));
        bench.Receive(Wire.Request("OPTIONS", branch: "z9hG4bKmore", callId: "more"));

        var refusals = bench.Channel.Take();
        Assert.Equal(2, refusals.Count);
        Assert.Equal(refusals[0], refusals[1]); // the same To tag each time (RFC 3261, 8.2.7)
        Assert.StartsWith("SIP/2.0 503", refusals[0], StringComparison.Ordinal);
        Assert.Contains("Retry-After: 5", refusals[0], StringComparison.Ordinal);
        Assert.Equal(16, bench.Layer.Count);
    }

    [Fact]
    public void OnMessage_MergedRequest_Gets482()
    {
        _bench.Receive(Wire.Request("INVITE", branch: "z9hG4bKa"));
        _bench.Receive(Wire.Request("INVITE", branch: "z9hG4bKb"));
        Assert.Single(_bench.Requests);
        Assert.StartsWith("SIP/2.0 482", Assert.Single(_bench.Channel.Take()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Call-ID: again\r\n", "SIP/2.0 400")]
    public void OnMessage_MalformedRequest_Gets400(string extra, string expected)
    {
        _bench.Receive(Wire.Request("OPTIONS", extra: extra));
        Assert.StartsWith(expected, Assert.Single(_bench.Channel.Take()), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void OnMessage_OtherVersion_Gets505()
    {
        _bench.Receive(Wire.Request("OPTIONS").Replace("SIP/2.0\r\n", "SIP/7.0\r\n", StringComparison.Ordinal));
        Assert.StartsWith("SIP/2.0 505", Assert.Single(_bench.Channel.Take()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UDP 192.0.2.1:5070", 5070, "Via: SIP/2.0/UDP 192.0.2.1:5070;branch")]
    [InlineData("UDP 10.0.0.1:5070;rport", 5060, "Via: SIP/2.0/UDP 10.0.0.1:5070;rport=5060;branch=z9hG4bK1;received=192.0.2.1")]
    [InlineData("UDP 10.0.0.1", 5060, "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1;received=192.0.2.1")]
    public void Respond_Via_DecidesWhereTheResponseGoes(string via, int port, string line)
    {
        _bench.Receive(Wire.Request("OPTIONS", via: via));
        _bench.Respond(200);
        Assert.Contains(line, Assert.Single(_bench.Channel.Take()), StringComparison.Ordinal);
        Assert.Equal(port, _bench.Channel.LastTarget!.Port);
        Assert.Equal("192.0.2.1", _bench.Channel.LastTarget.Address.ToString());
    }
}
