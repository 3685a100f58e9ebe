using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.UnitTests.Sip.Transactions;

public sealed class ClientTransactionTests
{
    private readonly TransactionBench _bench = new();

    [Fact]
    public void Invite_NoResponse_RetransmitsByTimerAAndTimesOutByTimerB()
    {
        _bench.Send("INVITE");
        Assert.Single(_bench.Channel.Take());
        Assert.Equal([500, 1500, 3500, 7500, 15500, 31500], _bench.SendTimes(31_900));
        Assert.Empty(_bench.Failures);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([ClientFailure.Timeout], _bench.Failures);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void NonInvite_NoResponse_RetransmitsByTimerEUpToT2AndTimesOutByTimerF()
    {
        _bench.Send("OPTIONS");
        _bench.Channel.Take();
        Assert.Equal([500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500], _bench.SendTimes(32_000));
        Assert.Equal([ClientFailure.Timeout], _bench.Failures);
    }

    [Fact]
    public void Invite_OverReliableTransport_SendsOnce()
    {
        var bench = new TransactionBench(SipProtocol.Tcp);
        bench.Send("INVITE");
        bench.Channel.Take();
        Assert.Empty(bench.SendTimes(32_000));
        Assert.Equal([ClientFailure.Timeout], bench.Failures);
    }

    [Fact]
    public void Invite_Provisional_StopsRetransmissionAndTimeout()
    {
        var client = _bench.Send("INVITE");
        _bench.Channel.Take();
        _bench.Receive(Wire.Response(client.Request, 180));
        Assert.Empty(_bench.SendTimes(120_000));
        Assert.Equal([180], _bench.Responses);
        Assert.Empty(_bench.Failures);
    }

    [Fact]
    public void Invite_Rejected_IsAcknowledgedAgainForEachRepeatUntilTimerD()
    {
        var client = _bench.Send("INVITE");
        _bench.Channel.Take();
        var busy = Wire.Response(client.Request, 486);
        _bench.Receive(busy);
        _bench.Receive(busy);

        var acks = _bench.Channel.Take();
        Assert.Equal(2, acks.Count);
        Assert.All(acks, ack => Assert.StartsWith("ACK sip:bob@192.0.2.9", ack, StringComparison.Ordinal));
        Assert.All(acks, ack => Assert.Contains("To: <sip:bob@192.0.2.9>;tag=bob", ack, StringComparison.Ordinal));
        Assert.All(acks, ack => Assert.Contains("branch=z9hG4bK1", ack, StringComparison.Ordinal));
        Assert.Equal([486], _bench.Responses);
        _bench.Time.Advance(TimeSpan.FromSeconds(31.9));
        Assert.Equal(1, _bench.Layer.Count);
        _bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void Invite_Success_PassesEveryRepeatAndForkUntilTimerM()
    {
        var client = _bench.Send("INVITE");
        _bench.Receive(Wire.Response(client.Request, 200));
        _bench.Receive(Wire.Response(client.Request, 200));
        _bench.Receive(Wire.Response(client.Request, 200, "fork"));
        Assert.Equal([200, 200, 200], _bench.Responses);
        _bench.Time.Advance(TimeSpan.FromSeconds(32));
        _bench.Receive(Wire.Response(client.Request, 200));
        Assert.Equal(3, _bench.Responses.Count);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void NonInvite_FinalResponse_IsPassedOnceUntilTimerK()
    {
        var client = _bench.Send("OPTIONS");
        _bench.Channel.Take();
        _bench.Receive(Wire.Response(client.Request, 200));
        _bench.Receive(Wire.Response(client.Request, 200));
        Assert.Equal([200], _bench.Responses);
        Assert.Empty(_bench.SendTimes(4_900));
        Assert.Equal(1, _bench.Layer.Count);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void NonInvite_Provisional_RepeatsEveryT2()
    {
        var client = _bench.Send("OPTIONS");
        _bench.Channel.Take();
        _bench.Receive(Wire.Response(client.Request, 100));
        Assert.Equal([4000, 8000], _bench.SendTimes(8_500));
    }

    [Fact]
    public void Start_BrokenTransport_FailsAtOnce()
    {
        _bench.Channel.IsBroken = true;
        _bench.Send("INVITE");
        Assert.Equal([ClientFailure.Transport], _bench.Failures);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public void OnChannelFailed_WaitingTransaction_Fails()
    {
        _bench.Send("INVITE");
        _bench.Layer.OnChannelFailed(_bench.Channel);
        Assert.Equal([ClientFailure.Transport], _bench.Failures);
    }

    [Fact]
    public void OnMessage_StrayResponse_IsDropped()
    {
        var client = _bench.Send("OPTIONS");
        _bench.Channel.Take();
        _bench.Receive(Wire.Response(client.Request, 200).Replace("z9hG4bK1", "z9hG4bKother", StringComparison.Ordinal));
        Assert.Empty(_bench.Responses);
        Assert.Empty(_bench.Channel.Take());
    }
}
