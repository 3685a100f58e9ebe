using System.Text;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Sip.Dialogs;

public sealed class InDialogTests
{
    private const string Hold = "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0\r\na=sendonly\r\n";

    private readonly AgentBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reinvite_HoldWithoutHandlerAnswer_IsMirrored()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.ReceiveIn(session, "INVITE", 2, Hold);
        var response = await _bench.NextResponseAsync(200);
        Assert.Contains("a=recvonly", Encoding.UTF8.GetString(response.Body.Span), StringComparison.Ordinal);
        Assert.NotNull(session.RemoteSdp!.Media[0]["sendonly"]);
        Assert.Equal(2ul, session.LocalSdp!.Origin.Version);
    }

    [Fact]
    public async Task Reinvite_HandlerRefuses_KeepsTheSession()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.OnReinvite = reinvite =>
        {
            Assert.NotNull(reinvite.Offer);
            reinvite.Reject();
            return ValueTask.CompletedTask;
        };
        _bench.ReceiveIn(session, "INVITE", 2, Hold);
        await _bench.NextResponseAsync(488);
        Assert.Null(session.RemoteSdp!.Media[0]["sendonly"]);
        Assert.False(session.Ended.IsCompleted);
    }

    [Fact]
    public async Task Reinvite_WhileOursIsUnderWay_Gets491()
    {
        var session = await _bench.MakeCallAsync();
        var offering = session.ReinviteAsync(SdpOfferAnswer.CreateOffer(AgentBench.Audio, session.LocalSdp), Cancellation);
        var ours = await _bench.NextRequestAsync("INVITE");
        _bench.ReceiveIn(session, "INVITE", 5, Hold);
        await _bench.NextResponseAsync(491);
        _bench.Receive(Wire.Response(ours, 200, body: Wire.Sdp));
        await _bench.NextRequestAsync("ACK");
        Assert.Equal(ReinviteResult.Accepted, (await offering).Result);
    }

    [Fact]
    public async Task Reinvite_Ours491_IsTriedAgainAfterTheWait()
    {
        var session = await _bench.MakeCallAsync();
        var offering = session.ReinviteAsync(SdpOfferAnswer.CreateOffer(AgentBench.Audio, session.LocalSdp), Cancellation);
        var first = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(first, 491));
        await _bench.NextRequestAsync("ACK");
        SipMessage? second = null;
        while (second is null)
        {
            await Task.Yield();
            _bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            if (_bench.Channel.Sent.TryRead(out var bytes)) SipParser.Parse(bytes, out second);
        }
        Assert.Equal(first.CSeq.Number + 1, second.CSeq.Number);
        _bench.Receive(Wire.Response(second, 200, body: Wire.Sdp));
        Assert.Equal(ReinviteResult.Accepted, (await offering).Result);
    }

    [Fact]
    public async Task Bye_WhileReinviteIsUnanswered_Answers487()
    {
        var session = await _bench.AnswerCallAsync();
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _bench.OnReinvite = async _ =>
        {
            entered.SetResult();
            await release.Task;
        };
        _bench.ReceiveIn(session, "INVITE", 2, Hold);
        await entered.Task.WaitAsync(Cancellation);
        _bench.ReceiveIn(session, "BYE", 3);
        await _bench.NextResponseAsync(200);
        Assert.Equal("INVITE", (await _bench.NextResponseAsync(487)).CSeq.Method);
        release.SetResult();
    }

    [Fact]
    public async Task OnRequest_OldCSeq_Gets500()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.ReceiveIn(session, "INFO", 5);
        await _bench.NextResponseAsync(200);
        _bench.ReceiveIn(session, "INFO", 4);
        await _bench.NextResponseAsync(500);
        Assert.False(session.Ended.IsCompleted);
    }

    [Fact]
    public async Task Info_WithHandler_IsAnsweredByIt()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.OnSessionRequest = request =>
        {
            request.Respond(202);
            return ValueTask.CompletedTask;
        };
        _bench.ReceiveIn(session, "INFO", 2);
        await _bench.NextResponseAsync(202);
    }

    [Fact]
    public async Task Bye_CrossingOurs_Gets200()
    {
        var session = await _bench.AnswerCallAsync();
        var ending = session.ByeAsync();
        var ours = await _bench.NextRequestAsync("BYE");
        _bench.ReceiveIn(session, "BYE", 2);
        await _bench.NextResponseAsync(200);
        _bench.Receive(Wire.Response(ours, 200));
        await ending.WaitAsync(Cancellation);
        Assert.Equal(SipSessionEnd.LocalBye, await session.Ended);
        Assert.Equal(0, _bench.Stack.SessionCount);
    }

    [Fact]
    public async Task Bye_Ours_BeforeTheAck_WaitsForIt()
    {
        var session = await _bench.AnswerCallAsync(acknowledge: false);
        _ = session.ByeAsync();
        Assert.Equal(SipSessionEnd.LocalBye, await session.Ended.WaitAsync(Cancellation));
        Assert.Empty(_bench.Channel.Take());
        _bench.Receive(Wire.Request("ACK", branch: "z9hG4bKack", toTag: session.LocalTag));
        await _bench.NextRequestAsync("BYE");
    }

    [Theory]
    [InlineData(481, SipSessionEnd.UnknownToPeer)]
    [InlineData(408, SipSessionEnd.Timeout)]
    public async Task Send_PeerLostTheDialog_EndsTheSession(int status, SipSessionEnd expected)
    {
        var session = await _bench.MakeCallAsync();
        var sending = session.SendAsync("INFO", cancellationToken: Cancellation);
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("INFO"), status));
        Assert.Equal(status, (await sending).StatusCode);
        Assert.Equal(expected, await session.Ended.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Reinvite_NewContact_BecomesTheTarget()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.Receive(Wire.Request("INVITE", "z9hG4bKre", 2, session.LocalTag, Wire.Sdp).Replace("Contact: <sip:alice@192.0.2.1:5060>", "Contact: <sip:moved@192.0.2.1:5090>", StringComparison.Ordinal));
        await _bench.NextResponseAsync(200);
        _bench.Receive(Wire.Request("ACK", "z9hG4bKack2", 2, session.LocalTag));
        _ = session.ByeAsync();
        Assert.Equal("sip:moved@192.0.2.1:5090", (await _bench.NextRequestAsync("BYE")).RequestUri.ToString());
    }

    [Fact]
    public async Task Options_InsideTheDialog_Gets200WithCapabilities()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.ReceiveIn(session, "OPTIONS", 2);
        var response = await _bench.NextResponseAsync(200);
        Assert.Contains("INVITE", response.Headers["Allow"], StringComparison.Ordinal);
        Assert.Contains("application/sdp", response.Headers["Accept"], StringComparison.Ordinal);
    }
}
