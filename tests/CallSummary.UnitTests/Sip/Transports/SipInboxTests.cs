using System.Net;
using System.Text;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Sip.Transports;

public sealed class SipInboxTests : ISipReceiver
{
    private readonly MemoryChannel _channel = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<SipMessage?> _messages = [];

    void ISipReceiver.OnMessage(SipMessage? message, SipParseError error, SipPeer peer) => _messages.Add(message);

    void ISipReceiver.OnChannelFailed(SipChannel channel)
    {
    }

    [Fact]
    public void Take_Refused_GetsOneSmallAnswerToItsSourceAndNothingIsKept()
    {
        var inbox = Inbox(SipAdmission.Refuse);
        var request = Encoding.UTF8.GetBytes(Wire.Request("INVITE", via: "UDP 203.0.113.99:5060", body: Wire.Sdp));
        Assert.True(inbox.Take(request, Peer()));
        var answer = Assert.Single(_channel.Take());
        Assert.StartsWith("SIP/2.0 403 ", answer, StringComparison.Ordinal);
        Assert.InRange(answer.Length, 1, request.Length);
        Assert.Equal(MemoryChannel.Remote, _channel.LastTarget); // not to the address that its Via claims
        Assert.Empty(_messages);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_channel.Take());
    }

    [Fact]
    public void Take_RefusedFlood_GetsFewAnswers()
    {
        var inbox = Inbox(SipAdmission.Refuse);
        for (var i = 0; i < 1_000; i++) inbox.Take(Encoding.UTF8.GetBytes(Wire.Request("OPTIONS", branch: $"z9hG4bK{i}")), Peer());
        Assert.Equal(5, _channel.Take().Count);
        Assert.Equal(1_000, inbox.Dropped);
        _time.Advance(TimeSpan.FromSeconds(1));
        inbox.Take(Encoding.UTF8.GetBytes(Wire.Request("OPTIONS")), Peer());
        Assert.Single(_channel.Take());
    }

    [Fact]
    public void Take_RefusedAckOrGarbage_GetsNothing()
    {
        var inbox = Inbox(SipAdmission.Refuse);
        inbox.Take(Encoding.UTF8.GetBytes(Wire.Request("ACK")), Peer());
        inbox.Take("OPTIONS sip:x SIP/2.0\r\n\r\n"u8, Peer());
        inbox.Take([0, 1, 2, 3], Peer());
        Assert.Empty(_channel.Take());
    }

    [Fact]
    public void Take_Dropped_IsSilentAndEndsAConnection()
    {
        Assert.False(Inbox(SipAdmission.Drop).Take(Encoding.UTF8.GetBytes(Wire.Request("INVITE")), Peer()));
        Assert.Empty(_channel.Take());
        Assert.Empty(_messages);
    }

    [Fact]
    public void Take_ResponseOfAnUnlistedSource_Passes()
    {
        var inbox = Inbox(SipAdmission.Drop);
        Assert.True(inbox.Take(Encoding.UTF8.GetBytes(Wire.Response(Wire.Parse(Wire.Request("INVITE")), 200)), Peer()));
        Assert.IsType<SipResponse>(Assert.Single(_messages));
    }

    [Fact]
    public void Take_OverTheSourcesBudget_Gets503AndOtherSourcesDoNotNotice()
    {
        var inbox = new SipInbox(new SipStackOptions { MaxRequestsPerSecondPerSource = 10 }, this, _time);
        for (var i = 0; i < 12; i++) inbox.Take(Encoding.UTF8.GetBytes(Wire.Request("OPTIONS", branch: $"z9hG4bK{i}")), Peer());
        Assert.Equal(10, _messages.Count);
        Assert.All(_channel.Take(), answer => Assert.StartsWith("SIP/2.0 503 ", answer, StringComparison.Ordinal));
        inbox.Take(Encoding.UTF8.GetBytes(Wire.Request("OPTIONS")), new SipPeer(_channel, new IPEndPoint(IPAddress.Parse("192.0.2.77"), 5060)));
        Assert.Equal(11, _messages.Count);
    }

    [Fact]
    public void TryTake_SpoofedSources_TableStaysBounded()
    {
        var budgets = new SourceBudgets(_time);
        for (var i = 0; i < 3 * SourceBudgets.MaxSources; i++) budgets.TryTake(new IPAddress(i), 5);
        Assert.Equal(SourceBudgets.MaxSources, budgets.Count);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.True(budgets.TryTake(IPAddress.Parse("192.0.2.250"), 5));
        Assert.Equal(1, budgets.Count);
    }

    private SipInbox Inbox(SipAdmission verdict) => new(new SipStackOptions { Admission = source => source.EndPoint.Equals(MemoryChannel.Remote) ? verdict : SipAdmission.Accept }, this, _time);

    private SipPeer Peer() => new(_channel, MemoryChannel.Remote);
}
