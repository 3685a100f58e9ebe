using CallSummary.Sip;
using CallSummary.Sip.Sdp;

namespace CallSummary.UnitTests.Sip.Dialogs;

/// <summary>RFC 4028 in both roles.</summary>
public sealed class SessionTimerTests
{
    private readonly AgentBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_PeerAsksWithoutRefresher_GivesItTheRefreshAndByesWhenItStopsIn()
    {
        var session = await _bench.AnswerCallAsync("Supported: timer\r\nSession-Expires: 1200\r\n");
        Assert.Equal(TimeSpan.FromSeconds(1200), session.ExpiresAfter);
        Assert.False(session.IsRefresher);
        _bench.Time.Advance(TimeSpan.FromSeconds(1167));
        Assert.False(session.Ended.IsCompleted);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(SipSessionEnd.Expired, await session.Ended.WaitAsync(Cancellation));
        var bye = await _bench.NextRequestAsync("BYE");
        Assert.Contains("cause=408", bye.Headers["Reason"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Supported: timer\r\nSession-Expires: 1200\r\n", "1200;refresher=uac", "timer")]
    [InlineData("Supported: timer\r\nSession-Expires: 1200;refresher=uas\r\n", "1200;refresher=uas", null)]
    [InlineData("Supported: timer\r\n", "1800;refresher=uac", "timer")]
    [InlineData("Supported: timer\r\nx: 7200\r\n", "1800;refresher=uac", "timer")] // we may shorten
    [InlineData("Supported: timer\r\nx: 7200\r\nMin-SE: 3600\r\n", "3600;refresher=uac", "timer")] // but not below its Min-SE
    [InlineData("Session-Expires: 1200\r\n", "1200;refresher=uas", null)] // a proxy asks; the peer cannot refresh
    [InlineData("", null, null)]
    public async Task Answer_AnyRequest_FollowsTable2(string extra, string? expires, string? require)
    {
        _bench.OnInvite = async invite => await invite.AnswerAsync(SdpOfferAnswer.Answer(invite.Offer!, AgentBench.Audio).Local!);
        _bench.Receive(Wire.Request("INVITE", body: Wire.Sdp, extra: extra));
        var response = await _bench.NextResponseAsync(200);
        Assert.Equal(expires, response.Headers["Session-Expires"]);
        Assert.Equal(require, response.Headers["Require"]);
    }

    [Fact]
    public async Task Invite_IntervalTooSmall_Gets422WithMinimum()
    {
        _bench.Receive(Wire.Request("INVITE", body: Wire.Sdp, extra: "Supported: timer\r\nSession-Expires: 60\r\n"));
        Assert.Equal("90", (await _bench.NextResponseAsync(422)).Headers["Min-SE"]);
    }

    [Fact]
    public async Task Reinvite_IntervalTooSmall_Gets422AndTheSessionStays()
    {
        var session = await _bench.AnswerCallAsync("Supported: timer\r\nSession-Expires: 1200\r\n");
        _bench.Receive(Wire.Request("INVITE", "z9hG4bKre", 2, session.LocalTag, Wire.Sdp, "Supported: timer\r\nSession-Expires: 30\r\n"));
        await _bench.NextResponseAsync(422);
        Assert.Equal(TimeSpan.FromSeconds(1200), session.ExpiresAfter);
    }

    [Fact]
    public async Task Refresh_ByPeersUpdate_KeepsTheSession()
    {
        var session = await _bench.AnswerCallAsync("Supported: timer\r\nSession-Expires: 1200;refresher=uac\r\n");
        _bench.Time.Advance(TimeSpan.FromSeconds(600));
        _bench.Receive(Wire.Request("UPDATE", "z9hG4bKu", 2, session.LocalTag, extra: "Supported: timer\r\nSession-Expires: 1200;refresher=uac\r\n"));
        Assert.Equal("1200;refresher=uac", (await _bench.NextResponseAsync(200)).Headers["Session-Expires"]);
        _bench.Time.Advance(TimeSpan.FromSeconds(1000));
        Assert.False(session.Ended.IsCompleted);
    }

    [Fact]
    public async Task Invite_Ours_AsksAndRefreshesWithUpdateAtHalfTime()
    {
        var session = await _bench.MakeCallAsync("Session-Expires: 1000;refresher=uac\r\nRequire: timer\r\nAllow: INVITE, UPDATE\r\n");
        Assert.True(session.IsRefresher);
        _bench.Time.Advance(TimeSpan.FromSeconds(500));
        var update = await _bench.NextRequestAsync("UPDATE");
        Assert.Equal("1000;refresher=uac", update.Headers["Session-Expires"]);
        Assert.True(update.Body.IsEmpty);
        _bench.Receive(Wire.Response(update, 200, extra: "Session-Expires: 1000;refresher=uac\r\n"));
        Assert.StartsWith("UPDATE ", await NextAfterAsync(490), StringComparison.Ordinal);
        Assert.False(session.Ended.IsCompleted);
    }

    [Fact]
    public async Task Refresh_PeerWithoutUpdate_IsAReinviteWithTheSameDescription()
    {
        var session = await _bench.MakeCallAsync("Session-Expires: 1000;refresher=uac\r\nAllow: INVITE, BYE\r\n");
        var before = session.LocalSdp!.ToString();
        _bench.Time.Advance(TimeSpan.FromSeconds(500));
        var reinvite = await _bench.NextRequestAsync("INVITE");
        Assert.Equal(before, System.Text.Encoding.UTF8.GetString(reinvite.Body.Span));
        _bench.Receive(Wire.Response(reinvite, 200, body: Wire.Sdp, extra: "Session-Expires: 1000;refresher=uac\r\n"));
        await _bench.NextRequestAsync("ACK");
        Assert.StartsWith("INVITE ", await NextAfterAsync(490), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_Unanswered_EndsTheSession()
    {
        var session = await _bench.MakeCallAsync("Session-Expires: 1000;refresher=uac\r\nAllow: UPDATE\r\n");
        _bench.Time.Advance(TimeSpan.FromSeconds(500));
        await _bench.NextRequestAsync("UPDATE");
        for (var i = 0; i < 40 && !session.Ended.IsCompleted; i++)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Cancellation);
        }
        Assert.Equal(SipSessionEnd.Timeout, await session.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Fact]
    public async Task Refresh_Refused_EndsTheSessionOnlyWhenItExpires()
    {
        var session = await _bench.MakeCallAsync("Session-Expires: 1000;refresher=uac\r\nAllow: UPDATE\r\n");
        _bench.Time.Advance(TimeSpan.FromSeconds(500));
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("UPDATE"), 500));
        _bench.Time.Advance(TimeSpan.FromSeconds(499));
        Assert.False(session.Ended.IsCompleted);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(SipSessionEnd.Expired, await session.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Fact]
    public async Task Refresh_TooBrief_IsRepeatedWithThePeersMinimum()
    {
        await _bench.MakeCallAsync("Session-Expires: 1000;refresher=uac\r\nAllow: UPDATE\r\n");
        _bench.Time.Advance(TimeSpan.FromSeconds(500));
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("UPDATE"), 422, extra: "Min-SE: 2000\r\n"));
        var again = await _bench.NextRequestAsync("UPDATE");
        Assert.Equal("2000;refresher=uac", again.Headers["Session-Expires"]);
        Assert.Equal("2000", again.Headers["Min-SE"]);
    }

    [Fact]
    public async Task Invite_Ours422_IsRepeatedOnceWithTheMinimum()
    {
        var calling = _bench.Stack.InviteAsync(new OutgoingInvite { Target = AgentBench.Bob, Sdp = SdpOfferAnswer.CreateOffer(AgentBench.Audio) }, null, Cancellation);
        var first = await _bench.NextRequestAsync("INVITE");
        Assert.Equal("1800", first.Headers["Session-Expires"]);
        Assert.Contains("timer", first.Headers["Supported"], StringComparison.Ordinal);
        _bench.Receive(Wire.Response(first, 422, extra: "Min-SE: 3600\r\n"));
        await _bench.NextRequestAsync("ACK");
        var second = await _bench.NextRequestAsync("INVITE");
        Assert.Equal("3600", second.Headers["Session-Expires"]);
        Assert.Equal("3600", second.Headers["Min-SE"]);
        Assert.Equal(first.CallId, second.CallId);
        _bench.Receive(Wire.Response(second, 422, extra: "Min-SE: 3600\r\n"));
        Assert.Equal(422, (await calling).StatusCode);
    }

    [Fact]
    public async Task Success_WithoutSessionExpires_HasNoTimer()
    {
        var session = await _bench.MakeCallAsync();
        Assert.Null(session.ExpiresAfter);
        _bench.Time.Advance(TimeSpan.FromHours(10));
        Assert.False(session.Ended.IsCompleted);
    }

    /// <summary>What is sent next, second by second, and not before <paramref name="quiet"/> seconds have passed.</summary>
    private async Task<string> NextAfterAsync(int quiet)
    {
        for (var second = 0; second < 700; second++)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Cancellation);
            if (_bench.Channel.Take() is not [var text, ..]) continue;
            Assert.InRange(second, quiet, 700);
            return text;
        }
        return "";
    }
}
