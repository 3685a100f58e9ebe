using System.Text;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Sip.Dialogs;

/// <summary>RFC 3262 and the early dialog's UPDATE (RFC 3311), both roles.</summary>
public sealed class ReliableProvisionalTests
{
    private readonly AgentBench _bench = new();
    private IncomingInvite? _invite;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ring_PeerCanAndThereIsSdp_IsReliableAndThe200WaitsForThePrack()
    {
        await ReceiveAsync("Supported: 100rel\r\n");
        var sdp = Answer();
        Assert.True(_invite!.Ring(183, sdp));
        var progress = await _bench.NextResponseAsync(183);
        Assert.Equal("100rel", progress.Headers["Require"]);
        var session = await _invite.AnswerAsync(sdp);
        Assert.NotNull(session);
        Assert.Empty(_bench.Channel.Take());
        Prack(progress, 2);
        Assert.Equal("PRACK", (await _bench.NextResponseAsync(200)).CSeq.Method);
        var success = await _bench.NextResponseAsync(200);
        Assert.Equal("INVITE", success.CSeq.Method);
        Assert.True(success.Body.IsEmpty); // offer and answer were complete
        _bench.Receive(Wire.Request("ACK", "z9hG4bKack", toTag: session.LocalTag));
        Assert.True(await session.Confirmed.WaitAsync(Cancellation));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("Supported: 100rel\r\n", false)]
    [InlineData("Require: 100rel\r\n", true)]
    public async Task Ring_WithoutSdp_IsReliableOnlyWhereRequired(string extra, bool isReliable)
    {
        await ReceiveAsync(extra);
        _invite!.Ring();
        Assert.Equal(isReliable, (await _bench.NextResponseAsync(180)).Headers.Contains("RSeq"));
    }

    [Fact]
    public async Task Ring_TwoReliable_GoOneAfterTheOther()
    {
        await ReceiveAsync("Require: 100rel\r\n");
        _invite!.Ring();
        var first = await _bench.NextResponseAsync(180);
        _invite.Ring(183, Answer());
        Assert.Empty(_bench.Channel.Take());
        Prack(first, 2);
        await _bench.NextResponseAsync(200);
        var second = await _bench.NextResponseAsync(183);
        Assert.Equal(uint.Parse(first.Headers["RSeq"]!) + 1, uint.Parse(second.Headers["RSeq"]!));
    }

    [Fact]
    public async Task Ring_NeverAcknowledged_IsRepeatedThenTheCallIsRefused()
    {
        await ReceiveAsync("Require: 100rel\r\n");
        _invite!.Ring();
        await _bench.NextResponseAsync(180);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(500));
        await _bench.NextResponseAsync(180);
        _bench.Time.Advance(TimeSpan.FromMilliseconds(1000));
        await _bench.NextResponseAsync(180);
        _bench.Time.Advance(TimeSpan.FromSeconds(40));
        SipResponse response;
        do
        {
            response = Assert.IsType<SipResponse>(await _bench.NextAsync());
        }
        while (response.StatusCode == 180);
        Assert.Equal(504, response.StatusCode);
    }

    [Fact]
    public async Task Prack_WrongNumber_Gets481()
    {
        await ReceiveAsync("Require: 100rel\r\n");
        _invite!.Ring();
        var ringing = await _bench.NextResponseAsync(180);
        _bench.Receive(Wire.Request("PRACK", "z9hG4bKp", 2, ringing.To.Tag, extra: "RAck: 1 99 INVITE\r\n"));
        await _bench.NextResponseAsync(481);
    }

    [Fact]
    public async Task Cancel_WhileThe200Waits_Ends487()
    {
        await ReceiveAsync("Supported: 100rel\r\n");
        _invite!.Ring(183, Answer());
        await _bench.NextResponseAsync(183);
        var session = await _invite.AnswerAsync(Answer());
        _bench.Receive(Wire.Request("CANCEL", "z9hG4bKinvite"));
        Assert.Equal("CANCEL", (await _bench.NextResponseAsync(200)).CSeq.Method);
        await _bench.NextResponseAsync(487);
        Assert.Equal(SipSessionEnd.RemoteBye, await session!.Ended.WaitAsync(Cancellation));
        Assert.Equal(0, _bench.Stack.SessionCount);
    }

    [Fact]
    public async Task Prack_AnswersOurOffer_WhenTheCallerSentNone()
    {
        await ReceiveAsync("Supported: 100rel\r\n", body: "");
        _invite!.Ring(183, SdpOfferAnswer.CreateOffer(AgentBench.Audio));
        var progress = await _bench.NextResponseAsync(183);
        Assert.False(progress.Body.IsEmpty);
        Prack(progress, 2, Wire.Sdp);
        await _bench.NextResponseAsync(200);
        var session = await _invite.AnswerAsync(SdpOfferAnswer.CreateOffer(AgentBench.Audio));
        Assert.True((await _bench.NextResponseAsync(200)).Body.IsEmpty);
        Assert.Equal(30000, session!.RemoteSdp!.Media[0].Port);
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 500)]
    public async Task Update_InTheEarlyDialog_IsAnsweredOnceOffersAreComplete(bool isNegotiated, int expected)
    {
        await ReceiveAsync("Supported: 100rel\r\n");
        var tag = "";
        if (isNegotiated)
        {
            _invite!.Ring(183, Answer());
            var progress = await _bench.NextResponseAsync(183);
            Prack(progress, 2);
            tag = (await _bench.NextResponseAsync(200)).To.Tag;
        }
        else
        {
            _invite!.Ring();
            tag = (await _bench.NextResponseAsync(180)).To.Tag;
        }
        _bench.Receive(Wire.Request("UPDATE", "z9hG4bKu", 3, tag, Wire.Sdp.Replace("30000", "30002", StringComparison.Ordinal)));
        await _bench.NextResponseAsync(expected);
        if (!isNegotiated) return;
        var session = await _invite!.AnswerAsync(Answer());
        Assert.Equal(30002, session!.RemoteSdp!.Media[0].Port);
    }

    [Fact]
    public async Task Call_ReliableProgress_IsAcknowledgedOnceAndInOrder()
    {
        var seen = new List<int>();
        var calling = _bench.Stack.InviteAsync(new OutgoingInvite { Target = AgentBench.Bob, Sdp = SdpOfferAnswer.CreateOffer(AgentBench.Audio) }, new Recorder(seen), Cancellation);
        var invite = await _bench.NextRequestAsync("INVITE");
        Assert.Contains("100rel", invite.Headers["Supported"], StringComparison.Ordinal);
        var progress = Wire.Response(invite, 183, body: Wire.Sdp, extra: "Require: 100rel\r\nRSeq: 41\r\n");
        _bench.Receive(progress);
        var prack = await _bench.NextRequestAsync("PRACK");
        Assert.Equal("41 1 INVITE", prack.Headers["RAck"]);
        Assert.Equal(2u, prack.CSeq.Number);
        _bench.Receive(progress); // repeated: the PRACK's own transaction cares
        _bench.Receive(Wire.Response(invite, 180, extra: "Require: 100rel\r\nRSeq: 43\r\n")); // 42 is missing
        Assert.Empty(_bench.Channel.Take());
        _bench.Receive(Wire.Response(prack, 200));
        _bench.Receive(Wire.Response(invite, 180, extra: "Require: 100rel\r\nRSeq: 42\r\n"));
        Assert.Equal("42 1 INVITE", (await _bench.NextRequestAsync("PRACK")).Headers["RAck"]);
        _bench.Receive(Wire.Response(invite, 200)); // the answer was in the 183
        await _bench.NextRequestAsync("ACK");
        var session = (await calling).Session!;
        Assert.Equal(30000, session.RemoteSdp!.Media[0].Port);
        Assert.Equal([183, 180], seen);
        _ = session.ByeAsync();
        Assert.Equal(4u, (await _bench.NextRequestAsync("BYE")).CSeq.Number);
        Assert.Empty(_bench.Stack.Agent.Early);
    }

    [Fact]
    public async Task Call_WithoutOffer_AnswersInThePrack()
    {
        var calling = _bench.Stack.InviteAsync(
            new OutgoingInvite { Target = AgentBench.Bob, AnswerOffer = offer => SdpOfferAnswer.Answer(offer, AgentBench.Audio).Local }, null, Cancellation);
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 183, body: Wire.Sdp, extra: "Require: 100rel\r\nRSeq: 1\r\n"));
        var prack = await _bench.NextRequestAsync("PRACK");
        Assert.False(prack.Body.IsEmpty);
        _bench.Receive(Wire.Response(prack, 200));
        _bench.Receive(Wire.Response(invite, 200));
        Assert.True((await _bench.NextRequestAsync("ACK")).Body.IsEmpty);
        var session = (await calling).Session!;
        Assert.NotNull(session.LocalSdp);
        Assert.NotNull(session.RemoteSdp);
    }

    [Fact]
    public async Task Call_CalleeUpdatesWhileItRings_IsAnsweredAndTheNewAddressHolds()
    {
        var calling = _bench.Stack.InviteAsync(new OutgoingInvite { Target = AgentBench.Bob, Sdp = SdpOfferAnswer.CreateOffer(AgentBench.Audio) }, null, Cancellation);
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 183, body: Wire.Sdp, extra: "Require: 100rel\r\nRSeq: 1\r\n"));
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("PRACK"), 200));
        _bench.Receive(
            Wire.Request("UPDATE", "z9hG4bKu", 7, invite.From.Tag, Wire.Sdp.Replace("30000", "30004", StringComparison.Ordinal), callId: invite.CallId)
                .Replace("tag=alice", "tag=bob", StringComparison.Ordinal));
        Assert.False((await _bench.NextResponseAsync(200)).Body.IsEmpty);
        _bench.Receive(Wire.Response(invite, 200));
        await _bench.NextRequestAsync("ACK");
        Assert.Equal(30004, (await calling).Session!.RemoteSdp!.Media[0].Port);
    }

    private static SdpDescription Answer()
    {
        SdpDescription.Parse(Encoding.UTF8.GetBytes(Wire.Sdp), out var offer);
        return SdpOfferAnswer.Answer(offer!, AgentBench.Audio).Local!;
    }

    private async Task ReceiveAsync(string extra, string body = Wire.Sdp)
    {
        var came = new TaskCompletionSource<IncomingInvite>();
        _bench.OnInvite = invite =>
        {
            came.SetResult(invite);
            return ValueTask.CompletedTask;
        };
        _bench.Receive(Wire.Request("INVITE", "z9hG4bKinvite", extra: extra, body: body));
        _invite = await came.Task.WaitAsync(Cancellation);
        _bench.Channel.Take();
    }

    private void Prack(SipResponse progress, uint cseq, string body = "") =>
        _bench.Receive(Wire.Request("PRACK", "z9hG4bKprack" + cseq, cseq, progress.To.Tag, body, $"RAck: {progress.Headers["RSeq"]}  1 INVITE\r\n"));

    private sealed class Recorder(List<int> codes) : IProgress<SipProvisional>
    {
        public void Report(SipProvisional value) => codes.Add(value.StatusCode);
    }
}
