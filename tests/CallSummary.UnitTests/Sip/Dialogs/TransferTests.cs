using System.Text;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Sip.Dialogs;

/// <summary>REFER (RFC 3515, 7647), Replaces (RFC 3891), redirection, UPDATE, INFO packages.</summary>
public sealed class TransferTests
{
    private readonly AgentBench _bench;

    public TransferTests() => _bench = new AgentBench(new SipStackOptions
    {
        SupportedExtensions = ["replaces"],
        AllowedMethods = [.. new SipStackOptions().AllowedMethods, SipMethods.Refer],
        InfoPackages = ["dtmf"],
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refer_Accepted_IsReportedToItsEnd()
    {
        var session = await _bench.AnswerCallAsync();
        var came = new TaskCompletionSource<IncomingRefer>();
        _bench.OnRefer = refer =>
        {
            Assert.True(refer.Accept());
            came.SetResult(refer);
            return ValueTask.CompletedTask;
        };
        ReceiveRefer(session, "<sip:carol@192.0.2.3?Replaces=abc%40x%3Bto-tag%3D1%3Bfrom-tag%3D2&Subject=hi>");
        await _bench.NextResponseAsync(202);
        var refer = await came.Task.WaitAsync(Cancellation);
        Assert.Equal("sip:carol@192.0.2.3", refer.Target!.ToString());
        Assert.Equal(new SipReplaces("abc@x", "1", "2"), refer.Replaces);
        Assert.Equal("<sip:alice@192.0.2.1>", refer.ReferredBy);
        var trying = await _bench.NextRequestAsync("NOTIFY");
        Assert.Equal("refer;id=2", trying.Headers["Event"]);
        Assert.StartsWith("active", trying.Headers["Subscription-State"], StringComparison.Ordinal);
        Assert.StartsWith("SIP/2.0 100", Encoding.UTF8.GetString(trying.Body.Span), StringComparison.Ordinal);
        _bench.Receive(Wire.Response(trying, 200));
        _ = refer.NotifyAsync(200);
        var done = await _bench.NextRequestAsync("NOTIFY");
        Assert.StartsWith("terminated", done.Headers["Subscription-State"], StringComparison.Ordinal);
        _bench.Receive(Wire.Response(done, 200));
        await refer.NotifyAsync(486);
        Assert.Empty(_bench.Channel.Take());
    }

    [Theory]
    [InlineData("<sip:carol@192.0.2.3>", 603)] // nobody took it
    [InlineData("not an address at all", 400)]
    [InlineData("<sip:a@b>\r\nRefer-To: <sip:c@d>", 400)]
    public async Task Refer_NotTaken_IsRefused(string referTo, int expected)
    {
        var session = await _bench.AnswerCallAsync();
        ReceiveRefer(session, referTo);
        await _bench.NextResponseAsync(expected);
        Assert.False(session.Ended.IsCompleted);
    }

    [Fact]
    public async Task Refer_WithoutSubscription_IsNotReported()
    {
        var session = await _bench.AnswerCallAsync();
        _bench.OnRefer = refer =>
        {
            refer.Accept();
            return ValueTask.CompletedTask;
        };
        ReceiveRefer(session, "<sip:carol@192.0.2.3>", "Refer-Sub: false\r\n");
        Assert.Equal("false", (await _bench.NextResponseAsync(202)).Headers["Refer-Sub"]);
        Assert.Empty(_bench.Channel.Take());
    }

    [Fact]
    public async Task ReferAsync_PeerReports_GivesProgressAndEnd()
    {
        var session = await _bench.MakeCallAsync();
        var seen = new List<int>();
        var referring = session.ReferAsync(SipUri.Parse("sip:carol@192.0.2.3"), session, null, new Recorder(seen), Cancellation);
        var refer = await _bench.NextRequestAsync("REFER");
        Assert.Equal($"<sip:carol@192.0.2.3?Replaces={Uri.EscapeDataString($"{session.SipCallId};to-tag=bob;from-tag={session.LocalTag}")}>", refer.Headers["Refer-To"]);
        _bench.Receive(Wire.Response(refer, 202));
        Notify(session, 10, $"refer;id={refer.CSeq.Number}", "active;expires=60", "SIP/2.0 180 Ringing");
        await _bench.NextResponseAsync(200);
        Notify(session, 11, "refer", "terminated;reason=noresource", "SIP/2.0 200 OK\r\nTo: x");
        await _bench.NextResponseAsync(200);
        var outcome = await referring.WaitAsync(Cancellation);
        Assert.Equal(SipReferResult.Succeeded, outcome.Result);
        Assert.Equal([180, 200], seen);
        Notify(session, 12, "refer", "active", "SIP/2.0 200 OK");
        await _bench.NextResponseAsync(481);
    }

    [Fact]
    public async Task ReferAsync_Refused_SaysSo()
    {
        var session = await _bench.MakeCallAsync();
        var referring = session.ReferAsync(SipUri.Parse("sip:carol@192.0.2.3"), cancellationToken: Cancellation);
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("REFER"), 405));
        Assert.Equal((SipReferResult.Rejected, 405), ((await referring).Result, (await referring).Response!.StatusCode));
    }

    [Fact]
    public async Task ReferAsync_SessionEndsFirst_SaysSo()
    {
        var session = await _bench.MakeCallAsync();
        var referring = session.ReferAsync(SipUri.Parse("sip:carol@192.0.2.3"), cancellationToken: Cancellation);
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("REFER"), 202));
        _bench.ReceiveIn(session, "BYE", 9);
        Assert.Equal(SipReferResult.SessionEnded, (await referring.WaitAsync(Cancellation)).Result);
    }

    [Fact]
    public async Task Invite_ReplacesASession_AnsweringItEndsTheOld()
    {
        var old = await _bench.AnswerCallAsync();
        var came = new TaskCompletionSource<SipSession?>();
        _bench.OnInvite = async invite =>
        {
            came.SetResult(invite.ReplacedSession);
            await invite.AnswerAsync(SdpOfferAnswer.Answer(invite.Offer!, AgentBench.Audio).Local!);
        };
        _bench.Receive(Wire.Request("INVITE", "z9hG4bKnew", body: Wire.Sdp, callId: "call-2", extra: $"Replaces: call-1;to-tag={old.LocalTag};from-tag=alice\r\n"));
        Assert.Same(old, await came.Task.WaitAsync(Cancellation));
        await _bench.NextResponseAsync(200);
        Assert.Equal("call-1", (await _bench.NextRequestAsync("BYE")).CallId);
        Assert.Equal(SipSessionEnd.Replaced, await old.Ended.WaitAsync(Cancellation));
    }

    [Theory]
    [InlineData("Replaces: call-9;to-tag=x;from-tag=alice\r\n", 481)]
    [InlineData("Replaces: call-1\r\n", 400)]
    [InlineData("Replaces: call-1;to-tag=TAG;from-tag=alice\r\nReplaces: call-1;to-tag=TAG;from-tag=alice\r\n", 400)]
    [InlineData("Replaces: call-1;to-tag=TAG;from-tag=alice;early-only\r\n", 486)]
    public async Task Invite_ReplacesWhatItMayNot_IsRefused(string extra, int expected)
    {
        var old = await _bench.AnswerCallAsync();
        _bench.Receive(Wire.Request("INVITE", "z9hG4bKnew", body: Wire.Sdp, callId: "call-2", extra: extra.Replace("TAG", old.LocalTag, StringComparison.Ordinal)));
        await _bench.NextResponseAsync(expected);
        Assert.False(old.Ended.IsCompleted);
    }

    [Fact]
    public async Task Invite_Redirected_ShowsWhereToBestFirstAndFollowsNothing()
    {
        var calling = _bench.Stack.InviteAsync(new OutgoingInvite { Target = AgentBench.Bob, Sdp = SdpOfferAnswer.CreateOffer(AgentBench.Audio) }, null, Cancellation);
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 302).Replace("Contact: <sip:bob@192.0.2.1:5062>", "Contact: <sip:b@h>;q=0.5, <sip:a@h>;q=0.9", StringComparison.Ordinal));
        await _bench.NextRequestAsync("ACK");
        var outcome = await calling;
        Assert.Equal(InviteResult.Rejected, outcome.Result);
        Assert.Equal(["sip:a@h", "sip:b@h"], outcome.Redirections.Select(address => address.Uri.ToString()));
        Assert.Empty(_bench.Channel.Take());
    }

    [Fact]
    public async Task Update_WithAnOffer_ComesToTheReinviteHandlerAndNeedsNoAck()
    {
        var session = await _bench.AnswerCallAsync();
        var method = "";
        _bench.OnReinvite = reinvite =>
        {
            method = reinvite.Request.Method;
            return ValueTask.CompletedTask;
        };
        _bench.ReceiveIn(session, "UPDATE", 2, Wire.Sdp.Replace("30000", "30006", StringComparison.Ordinal));
        Assert.False((await _bench.NextResponseAsync(200)).Body.IsEmpty);
        Assert.Equal("UPDATE", method);
        Assert.Equal(30006, session.RemoteSdp!.Media[0].Port);
        _bench.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Empty(_bench.Channel.Take());
    }

    [Fact]
    public async Task UpdateAsync_PeerAccepts_TakesItsAnswer()
    {
        var session = await _bench.MakeCallAsync("Allow: INVITE, UPDATE\r\n");
        Assert.True(session.PeerTakesUpdate);
        var updating = session.UpdateAsync(SdpOfferAnswer.CreateOffer(AgentBench.Audio, session.LocalSdp), Cancellation);
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("UPDATE"), 200, body: Wire.Sdp.Replace("30000", "30008", StringComparison.Ordinal)));
        Assert.Equal(ReinviteResult.Accepted, (await updating).Result);
        Assert.Equal(30008, session.RemoteSdp!.Media[0].Port);
    }

    [Fact]
    public async Task Reinvite_OursWithoutOffer_AnswersInTheAck()
    {
        var session = await _bench.MakeCallAsync();
        var asking = session.ReinviteAsync(offer => SdpOfferAnswer.Answer(offer, AgentBench.Audio with { Port = 4444 }, session.LocalSdp).Local, Cancellation);
        var invite = await _bench.NextRequestAsync("INVITE");
        Assert.True(invite.Body.IsEmpty);
        _bench.Receive(Wire.Response(invite, 200, body: Wire.Sdp.Replace("30000", "30010", StringComparison.Ordinal)));
        Assert.Contains("m=audio 4444 ", Encoding.UTF8.GetString((await _bench.NextRequestAsync("ACK")).Body.Span), StringComparison.Ordinal);
        Assert.Equal(ReinviteResult.Accepted, (await asking).Result);
        Assert.Equal((4444, 30010), (session.LocalSdp!.Media[0].Port, session.RemoteSdp!.Media[0].Port));
    }

    [Fact]
    public async Task Reinvite_TheirsWithoutOffer_TheAddressInTheAckIsTold()
    {
        var session = await _bench.AnswerCallAsync();
        var told = new TaskCompletionSource<SdpDescription>();
        _bench.OnAnswer = told.SetResult;
        _bench.ReceiveIn(session, "INVITE", 2);
        Assert.False((await _bench.NextResponseAsync(200)).Body.IsEmpty);
        _bench.Receive(Wire.Request("ACK", "z9hG4bKack2", 2, session.LocalTag, Wire.Sdp.Replace("30000", "30012", StringComparison.Ordinal)));
        Assert.Equal(30012, (await told.Task.WaitAsync(Cancellation)).Media[0].Port);
        Assert.Equal(30012, session.RemoteSdp!.Media[0].Port);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("Info-Package: dtmf\r\n", 200)]
    [InlineData("Info-Package: other\r\n", 469)]
    public async Task Info_OfAPackage_IsTakenWhenKnown(string extra, int expected)
    {
        var session = await _bench.AnswerCallAsync();
        _bench.Receive(Wire.Request("INFO", "z9hG4bKi", 2, session.LocalTag, extra: extra));
        var response = await _bench.NextResponseAsync(expected);
        if (expected == 469) Assert.Equal("dtmf", response.Headers["Recv-Info"]);
    }

    private void ReceiveRefer(SipSession session, string referTo, string extra = "") => _bench.Receive(
        Wire.Request("REFER", "z9hG4bKrefer", 2, session.LocalTag, extra: $"Refer-To: {referTo}\r\nReferred-By: <sip:alice@192.0.2.1>\r\n{extra}"));

    private void Notify(SipSession session, uint cseq, string @event, string state, string body) => _bench.Receive(
        Wire.Request("NOTIFY", "z9hG4bKn" + cseq, cseq, session.LocalTag, body, $"Event: {@event}\r\nSubscription-State: {state}\r\n", callId: session.SipCallId)
            .Replace("tag=alice", "tag=bob", StringComparison.Ordinal).Replace("application/sdp", "message/sipfrag", StringComparison.Ordinal));

    private sealed class Recorder(List<int> codes) : IProgress<int>
    {
        public void Report(int value) => codes.Add(value);
    }
}
