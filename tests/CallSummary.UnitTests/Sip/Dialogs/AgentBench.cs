using System.Collections.Concurrent;
using System.Net;
using System.Text;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Sip.Dialogs;

/// <summary>A whole stack over a channel in memory: the test plays the peer, message by message, and moves the clock.</summary>
internal sealed class AgentBench : ISipRequestHandler, ISipSessionHandler
{
    public static readonly SipUri Bob = SipUri.Parse("sip:bob@192.0.2.1");

    public AgentBench(SipStackOptions? options = null)
    {
        Stack = new SipStack(options ?? new SipStackOptions { HandlerFaulted = Faults.Enqueue }, this, Time);
        Stack.Agent.Transports.Attach(Channel);
    }

    public FakeTimeProvider Time { get; } = new();

    public MemoryChannel Channel { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public SipStack Stack { get; }

    public Func<IncomingInvite, ValueTask> OnInvite { get; set; } = _ => ValueTask.CompletedTask;

    public Func<IncomingReinvite, ValueTask> OnReinvite { get; set; } = _ => ValueTask.CompletedTask;

    public Func<IncomingRequest, ValueTask> OnSessionRequest { get; set; } = _ => ValueTask.CompletedTask;

    public Func<IncomingRefer, ValueTask> OnRefer { get; set; } = _ => ValueTask.CompletedTask;

    public Action<SdpDescription> OnAnswer { get; set; } = _ => { };

    public static SdpAudioCapabilities Audio => new() { Address = IPAddress.Parse("192.0.2.9"), Port = 4000 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask OnInviteAsync(IncomingInvite invite) => OnInvite(invite);

    public ValueTask OnReinviteAsync(SipSession session, IncomingReinvite reinvite) => OnReinvite(reinvite);

    public ValueTask OnRequestAsync(SipSession session, IncomingRequest request) => OnSessionRequest(request);

    public ValueTask OnReferAsync(SipSession session, IncomingRefer refer) => OnRefer(refer);

    public ValueTask OnAnswerAsync(SipSession session, SdpDescription answer)
    {
        OnAnswer(answer);
        return ValueTask.CompletedTask;
    }

    public void Receive(string text)
    {
        var error = SipParser.Parse(Encoding.UTF8.GetBytes(text), out var message);
        Stack.Agent.Transactions.OnMessage(message, error, new SipPeer(Channel, MemoryChannel.Remote));
    }

    /// <summary>The next message that the stack sends; 100 Trying is passed over.</summary>
    public async Task<SipMessage> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            var error = SipParser.Parse(await Channel.Sent.ReadAsync(limit.Token), out var message);
            Assert.Equal(SipParseError.None, error);
            if (message is not SipResponse { StatusCode: 100 }) return message!;
        }
    }

    public async Task<SipResponse> NextResponseAsync(int status)
    {
        var response = Assert.IsType<SipResponse>(await NextAsync());
        Assert.Equal(status, response.StatusCode);
        return response;
    }

    public async Task<SipRequest> NextRequestAsync(string method)
    {
        var request = Assert.IsType<SipRequest>(await NextAsync());
        Assert.Equal(method, request.Method);
        return request;
    }

    /// <summary>A call in: answered, acknowledged. Gives the session and our tag.</summary>
    public async Task<SipSession> AnswerCallAsync(string extra = "", bool acknowledge = true)
    {
        var answered = new TaskCompletionSource<SipSession?>();
        OnInvite = async invite => answered.SetResult(await invite.AnswerAsync(SdpOfferAnswer.Answer(invite.Offer!, Audio).Local!, this));
        Receive(Wire.Request("INVITE", branch: "z9hG4bKinvite", body: Wire.Sdp, extra: extra));
        await NextResponseAsync(200);
        var session = (await answered.Task)!;
        if (acknowledge) Receive(Wire.Request("ACK", branch: "z9hG4bKack", toTag: session.LocalTag));
        return session;
    }

    /// <summary>A call out: answered by the peer with tag bob.</summary>
    public async Task<SipSession> MakeCallAsync(string extra = "")
    {
        var calling = Stack.InviteAsync(new OutgoingInvite { Target = Bob, Sdp = SdpOfferAnswer.CreateOffer(Audio), SessionHandler = this }, null, Cancellation);
        var invite = await NextRequestAsync("INVITE");
        Receive(Wire.Response(invite, 200, body: Wire.Sdp, extra: extra));
        await NextRequestAsync("ACK");
        return (await calling).Session!;
    }

    /// <summary>A request of the peer inside a session.</summary>
    public void ReceiveIn(SipSession session, string method, uint cseq, string body = "", string branch = "z9hG4bKin") => Receive(
        Wire.Request(method, branch + cseq, cseq, session.LocalTag, body, callId: session.SipCallId)
            .Replace("tag=alice", "tag=" + session.RemoteTag, StringComparison.Ordinal));
}
