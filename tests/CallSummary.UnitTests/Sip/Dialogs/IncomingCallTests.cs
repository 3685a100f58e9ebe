using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Sip.Dialogs;

public sealed class IncomingCallTests
{
    private readonly AgentBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_NoAck_Repeats200AndEndsWithBye()
    {
        var session = await _bench.AnswerCallAsync(acknowledge: false);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(500));
        await _bench.NextResponseAsync(200);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        await _bench.NextResponseAsync(200);
        for (var i = 0; i < 32; i++) _bench.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(SipSessionEnd.NoAck, await session.Ended.WaitAsync(Cancellation));
        Assert.False(await session.Confirmed);
        SipMessage next;
        do next = await _bench.NextAsync();
        while (next is SipResponse);
        Assert.Equal("BYE", ((SipRequest)next).Method);
    }

    [Fact]
    public async Task Answer_Ack_ConfirmsAndStopsRepeating()
    {
        var session = await _bench.AnswerCallAsync();
        Assert.True(await session.Confirmed.WaitAsync(Cancellation));
        _bench.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(_bench.Channel.Take());
        Assert.False(session.Ended.IsCompleted);
    }

    [Fact]
    public async Task Answer_InviteWithoutOffer_TakesTheAnswerFromTheAck()
    {
        var answered = new TaskCompletionSource<SipSession?>();
        _bench.OnInvite = async invite =>
        {
            Assert.Null(invite.Offer);
            answered.SetResult(await invite.AnswerAsync(SdpOfferAnswer.CreateOffer(AgentBench.Audio)));
        };
        _bench.Receive(Wire.Request("INVITE"));
        await _bench.NextResponseAsync(200);
        var session = (await answered.Task)!;
        Assert.Null(session.RemoteSdp);
        _bench.Receive(Wire.Request("ACK", branch: "z9hG4bKack", toTag: session.LocalTag, body: Wire.Sdp));
        Assert.True(await session.Confirmed.WaitAsync(Cancellation));
        Assert.Equal(30000, session.RemoteSdp!.Media[0].Port);
    }

    [Fact]
    public async Task Cancel_WhileRinging_Gets200And487AndFiresTheToken()
    {
        var ringing = new TaskCompletionSource<IncomingInvite>();
        _bench.OnInvite = invite =>
        {
            invite.Ring();
            ringing.SetResult(invite);
            return ValueTask.CompletedTask;
        };
        _bench.Receive(Wire.Request("INVITE"));
        await _bench.NextResponseAsync(180);
        var invite = await ringing.Task;
        var fired = new TaskCompletionSource();
        invite.Cancelled.Register(fired.SetResult);
        _bench.Receive(Wire.Request("CANCEL"));

        Assert.Equal("CANCEL", (await _bench.NextResponseAsync(200)).CSeq.Method);
        Assert.Equal("INVITE", (await _bench.NextResponseAsync(487)).CSeq.Method);
        await fired.Task.WaitAsync(Cancellation);
        Assert.Null(await invite.AnswerAsync(SdpOfferAnswer.CreateOffer(AgentBench.Audio)));
        Assert.False(await invite.RejectAsync(486));
    }

    [Fact]
    public async Task Cancel_AfterAnswer_Gets200AndChangesNothing()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.Receive(Wire.Request("CANCEL", branch: "z9hG4bKinvite"));
        await _bench.NextResponseAsync(200);
        Assert.False(session.Ended.IsCompleted);
    }

    [Fact]
    public async Task Cancel_Unknown_Gets481()
    {
        _bench.Receive(Wire.Request("CANCEL"));
        await _bench.NextResponseAsync(481);
    }

    [Fact]
    public async Task Bye_FromPeer_EndsTheSession()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.ReceiveIn(session, "BYE", 2);
        await _bench.NextResponseAsync(200);
        Assert.Equal(SipSessionEnd.RemoteBye, await session.Ended.WaitAsync(Cancellation));
        Assert.Equal(0, _bench.Stack.SessionCount);
        _bench.ReceiveIn(session, "BYE", 3);
        await _bench.NextResponseAsync(481);
    }

    [Fact]
    public async Task Bye_OnEarlyDialog_EndsTheInviteWith487()
    {
        _bench.OnInvite = invite =>
        {
            invite.Ring();
            return ValueTask.CompletedTask;
        };
        _bench.Receive(Wire.Request("INVITE"));
        var ringing = await _bench.NextResponseAsync(180);
        _bench.Receive(Wire.Request("BYE", "z9hG4bKbye", 2, ringing.To.Tag));
        await _bench.NextResponseAsync(200);
        await _bench.NextResponseAsync(487);
    }

    [Fact]
    public async Task OnInvite_HandlerThrows_Gets500AndIsReported()
    {
        _bench.OnInvite = _ => throw new InvalidOperationException("boom");
        _bench.Receive(Wire.Request("INVITE", body: Wire.Sdp));
        await _bench.NextResponseAsync(500);
        Assert.Single(_bench.Faults);
    }

    [Fact]
    public async Task Answer_RecordRoute_IsMirroredAndUsedForOurBye()
    {
        var session = await _bench.AnswerCallAsync(extra: "Record-Route: <sip:192.0.2.11;lr>\r\nRecord-Route: <sip:192.0.2.12;lr>\r\n");
        _ = session.ByeAsync();
        var bye = await _bench.NextRequestAsync("BYE");
        Assert.Equal(["<sip:192.0.2.11;lr>", "<sip:192.0.2.12;lr>"], bye.Headers.Elements("Route"));
        Assert.Equal("sip:alice@192.0.2.1:5060", bye.RequestUri.ToString());
        Assert.Equal("192.0.2.11", _bench.Channel.LastTarget!.Address.ToString());
    }

    [Fact]
    public async Task Bye_Ours_ToAStrictRouter_PutsItInTheRequestUri()
    {
        var session = await _bench.AnswerCallAsync(extra: "Record-Route: <sip:192.0.2.11>\r\n");
        _ = session.ByeAsync();
        var bye = await _bench.NextRequestAsync("BYE");
        Assert.Equal("sip:192.0.2.11", bye.RequestUri.ToString());
        Assert.Equal(["<sip:alice@192.0.2.1:5060>"], bye.Headers.Elements("Route"));
    }

    [Theory]
    [InlineData("INVITE", "Require: nothing-we-know\r\n", 420)]
    [InlineData("SUBSCRIBE", "", 405)]
    [InlineData("NEWTHING", "", 501)]
    [InlineData("OPTIONS", "", 200)]
    [InlineData("BYE", "", 481)]
    public async Task OnRequest_OutOfDialog_IsAnsweredByTheRules(string method, string extra, int status)
    {
        _bench.Receive(Wire.Request(method, extra: extra));
        await _bench.NextResponseAsync(status);
    }

    [Theory]
    [InlineData("application/unknown", "x", 415)]
    [InlineData("application/sdp", "not sdp", 400)]
    public async Task OnInvite_UnusableBody_IsRefused(string type, string body, int status)
    {
        _bench.Receive(Wire.Request("INVITE", body: body).Replace("application/sdp", type, StringComparison.Ordinal));
        await _bench.NextResponseAsync(status);
    }

    [Fact]
    public async Task OnInvite_OverMaxSessions_Gets503()
    {
        var bench = new AgentBench(new SipStackOptions { MaxSessions = 1 });
        await bench.AnswerCallAsync();
        bench.Receive(Wire.Request("INVITE", branch: "z9hG4bKtwo", callId: "call-2"));
        Assert.Equal("5", (await bench.NextResponseAsync(503)).Headers["Retry-After"]);
    }

    [Fact]
    public async Task Dispose_OpenSessionAndRingingCall_GetByeAnd503()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.OnInvite = invite =>
        {
            invite.Ring();
            return ValueTask.CompletedTask;
        };
        _bench.Receive(Wire.Request("INVITE", branch: "z9hG4bKtwo", callId: "call-2"));
        await _bench.NextResponseAsync(180);
        var disposing = _bench.Stack.DisposeAsync();
        await _bench.NextResponseAsync(503);
        var bye = await _bench.NextRequestAsync("BYE");
        _bench.Receive(Wire.Response(bye, 200));
        await disposing;
        Assert.Equal(SipSessionEnd.StackStopped, await session.Ended);
    }
}
