using CallSummary.Sip;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Sip.Dialogs;

public sealed class OutgoingCallTests : IDisposable
{
    private readonly AgentBench _bench = new();
    private readonly CancellationTokenSource _cancel = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _cancel.Dispose();

    [Fact]
    public async Task Invite_RingingThenAnswered_ReportsInOrderAndAcknowledges()
    {
        var progress = new Progress();
        var calling = Call(progress: progress);
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 100, null));
        _bench.Receive(Wire.Response(invite, 180));
        _bench.Receive(Wire.Response(invite, 183, body: Wire.Sdp));
        _bench.Receive(Wire.Response(invite, 200, body: Wire.Sdp));

        var ack = await _bench.NextRequestAsync("ACK");
        Assert.Equal("sip:bob@192.0.2.1:5062", ack.RequestUri.ToString());
        Assert.Equal(invite.CSeq.Number, ack.CSeq.Number);
        Assert.NotEqual(invite.TopVia!.Branch, ack.TopVia!.Branch);
        var outcome = await calling;
        Assert.Equal(InviteResult.Answered, outcome.Result);
        Assert.Equal([(180, false), (183, true)], progress.Seen);
        Assert.Equal("bob", outcome.Session!.RemoteTag);
        Assert.NotNull(outcome.Session.RemoteSdp);
    }

    [Fact]
    public async Task Invite_Repeated200_IsAcknowledgedAgain()
    {
        var calling = Call();
        var invite = await _bench.NextRequestAsync("INVITE");
        var answer = Wire.Response(invite, 200, body: Wire.Sdp);
        _bench.Receive(answer);
        await _bench.NextRequestAsync("ACK");
        await calling;
        _bench.Receive(answer);
        await _bench.NextRequestAsync("ACK");
        Assert.Equal(1, _bench.Stack.SessionCount);
    }

    [Fact]
    public async Task Invite_SecondFork200_IsAcknowledgedAndEnded()
    {
        var calling = Call();
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 200, "bob", Wire.Sdp));
        await _bench.NextRequestAsync("ACK");
        _bench.Receive(Wire.Response(invite, 200, "other", Wire.Sdp));

        Assert.Equal("other", (await _bench.NextRequestAsync("ACK")).To.Tag);
        var bye = await _bench.NextRequestAsync("BYE");
        Assert.Equal("other", bye.To.Tag);
        Assert.Equal("bob", (await calling).Session!.RemoteTag);
    }

    [Fact]
    public async Task Invite_DelayedOffer_AnswersInTheAck()
    {
        SdpDescription? offered = null;
        var calling = _bench.Stack.InviteAsync(
            new OutgoingInvite
            {
                Target = AgentBench.Bob,
                AnswerOffer = offer =>
                {
                    offered = offer;
                    return SdpOfferAnswer.Answer(offer, AgentBench.Audio).Local;
                },
            },
            null, Cancellation);
        var invite = await _bench.NextRequestAsync("INVITE");
        Assert.True(invite.Body.IsEmpty);
        _bench.Receive(Wire.Response(invite, 200, body: Wire.Sdp));
        var ack = await _bench.NextRequestAsync("ACK");
        Assert.True(ack.HasContent("application/sdp"));
        Assert.NotNull(offered);
        Assert.Equal(4000, (await calling).Session!.LocalSdp!.Media[0].Port);
    }

    [Fact]
    public async Task Cancel_AfterProvisional_SendsCancelWithTheSameBranch()
    {
        var calling = Call();
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 180));
        await _cancel.CancelAsync();
        var cancel = await _bench.NextRequestAsync("CANCEL");
        Assert.Equal(invite.TopVia!.Branch, cancel.TopVia!.Branch);
        Assert.Equal(invite.CSeq.Number, cancel.CSeq.Number);
        _bench.Receive(Wire.Response(cancel, 200));
        _bench.Receive(Wire.Response(invite, 487));
        await _bench.NextRequestAsync("ACK");
        Assert.Equal(InviteResult.Cancelled, (await calling).Result);
    }

    [Fact]
    public async Task Cancel_BeforeProvisional_WaitsForIt()
    {
        var calling = Call();
        var invite = await _bench.NextRequestAsync("INVITE");
        await _cancel.CancelAsync();
        Assert.Empty(_bench.Channel.Take());
        _bench.Receive(Wire.Response(invite, 180));
        await _bench.NextRequestAsync("CANCEL");
        Assert.False(calling.IsCompleted);
    }

    [Fact]
    public async Task Cancel_CrossedBy200_EndsWithBye()
    {
        var calling = Call();
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 180));
        await _cancel.CancelAsync();
        await _bench.NextRequestAsync("CANCEL");
        _bench.Receive(Wire.Response(invite, 200, body: Wire.Sdp));
        await _bench.NextRequestAsync("ACK");
        await _bench.NextRequestAsync("BYE");
        Assert.Equal(InviteResult.Cancelled, (await calling).Result);
    }

    [Fact]
    public async Task Cancel_PeerSilentAfterIt_EndsAfter64T1()
    {
        var calling = Call();
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 180));
        await _cancel.CancelAsync();
        await _bench.NextRequestAsync("CANCEL");
        _bench.Time.Advance(TimeSpan.FromSeconds(32));
        Assert.Equal(InviteResult.Cancelled, (await calling).Result);
    }

    [Fact]
    public async Task Invite_NoResponse_TimesOut()
    {
        var calling = Call();
        await _bench.NextRequestAsync("INVITE");
        _bench.Time.Advance(TimeSpan.FromSeconds(32));
        var outcome = await calling;
        Assert.Equal(InviteResult.Timeout, outcome.Result);
        Assert.Equal(408, outcome.StatusCode);
    }

    [Fact]
    public async Task Invite_Busy_IsRejectedWithTheResponse()
    {
        var calling = Call();
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 486));
        await _bench.NextRequestAsync("ACK");
        var outcome = await calling;
        Assert.Equal(InviteResult.Rejected, outcome.Result);
        Assert.Equal(486, outcome.StatusCode);
    }

    [Fact]
    public async Task Invite_SipsTarget_IsATransportError() => Assert.Equal(
        InviteResult.TransportError,
        (await _bench.Stack.InviteAsync(new OutgoingInvite { Target = SipUri.Parse("sips:bob@192.0.2.1") }, null, Cancellation)).Result);

    [Fact]
    public async Task Invite_ChallengedWithCredentials_ComesAgainAuthorized()
    {
        var server = new DigestServer("realm", user => user == "us" ? "secret" : null, _bench.Time);
        var calling = _bench.Stack.InviteAsync(
            new OutgoingInvite { Target = AgentBench.Bob, Sdp = SdpOfferAnswer.CreateOffer(AgentBench.Audio), Credentials = new SipCredentials("us", "secret") }, null, Cancellation);
        var first = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(first, 401, extra: Lines(server.Challenge())));
        await _bench.NextRequestAsync("ACK");
        var second = await _bench.NextRequestAsync("INVITE");

        Assert.Equal(first.CSeq.Number + 1, second.CSeq.Number);
        Assert.Equal(first.CallId, second.CallId);
        Assert.Equal(first.From.Tag, second.From.Tag);
        Assert.Equal(DigestResult.Accepted, server.Verify(second).Result);
        _bench.Receive(Wire.Response(second, 200, body: Wire.Sdp));
        await _bench.NextRequestAsync("ACK");
        Assert.Equal(InviteResult.Answered, (await calling).Result);
    }

    [Fact]
    public async Task Bye_InInboundCall_NeverAnswersAChallenge()
    {
        var server = new DigestServer("realm", _ => "secret", _bench.Time);
        var session = await _bench.AnswerCallAsync();
        var ending = session.ByeAsync();
        var bye = await _bench.NextRequestAsync("BYE");
        _bench.Receive(Wire.Response(bye, 401, extra: Lines(server.Challenge())));
        await ending.WaitAsync(Cancellation);
        Assert.Empty(_bench.Channel.Take());
    }

    [Fact]
    public async Task Invite_ExtraHeaders_AreSentExceptTheStacksOwn()
    {
        var headers = new SipHeaders().Add("X-Trace", "1").Add("Call-ID", "evil").Add("Via", "evil").Add("Contact", "<sip:evil@h>");
        var calling = _bench.Stack.InviteAsync(new OutgoingInvite { Target = AgentBench.Bob, Headers = headers, MaxForwards = 12 }, null, _cancel.Token);
        var invite = await _bench.NextRequestAsync("INVITE");
        Assert.Equal("1", invite.Headers["X-Trace"]);
        Assert.Equal("12", invite.Headers["Max-Forwards"]);
        Assert.NotEqual("evil", invite.CallId);
        Assert.Equal(1, invite.Headers.CountOf("Via"));
        Assert.Equal("sip:callsummary@192.0.2.9:5060", invite.ContactUri!.ToString());
        Assert.False(calling.IsCompleted);
    }

    [Fact]
    public async Task Dispose_WhileThePeerRings_CancelsTheCall()
    {
        var calling = Call();
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 180));
        await _bench.Stack.DisposeAsync();
        await _bench.NextRequestAsync("CANCEL");
        Assert.Equal(InviteResult.Cancelled, (await calling.WaitAsync(Cancellation)).Result);
    }

    private Task<InviteOutcome> Call(IProgress<SipProvisional>? progress = null) =>
        _bench.Stack.InviteAsync(new OutgoingInvite { Target = AgentBench.Bob, Sdp = SdpOfferAnswer.CreateOffer(AgentBench.Audio) }, progress, _cancel.Token);

    private static string Lines(SipHeaders headers) => string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));

    private sealed class Progress : IProgress<SipProvisional>
    {
        public List<(int Status, bool HasSdp)> Seen { get; } = [];

        public void Report(SipProvisional value) => Seen.Add((value.StatusCode, value.Sdp is not null));
    }
}
