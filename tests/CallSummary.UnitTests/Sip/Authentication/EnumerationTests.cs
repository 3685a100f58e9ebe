using System.Text.RegularExpressions;
using CallSummary.Sip;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.UnitTests.Sip.Dialogs;

namespace CallSummary.UnitTests.Sip.Authentication;

/// <summary>What svwar and svcrack look for: any difference between users that exist and that do not; and the digest leak.</summary>
public sealed partial class EnumerationTests
{
    private static readonly SipCredentials s_credentials = new("us", "secret");

    private readonly AgentBench _bench = new();
    private readonly DigestServer _digest;

    public EnumerationTests()
    {
        _digest = new DigestServer("realm", user => user == "1000" ? "secret" : null, _bench.Time);
        _bench.OnInvite = async invite =>
        {
            if ((await invite.ChallengeAsync(_digest)).Result == DigestResult.Accepted) await invite.RejectAsync(486);
        };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INVITE")]
    [InlineData("REGISTER")]
    [InlineData("OPTIONS")]
    [InlineData("SUBSCRIBE")]
    [InlineData("MESSAGE")]
    public async Task Request_ForAnyUser_GetsTheSameAnswer(string method)
    {
        var answers = new HashSet<string>();
        foreach (var user in new[] { "1000", "1001", "admin", "" })
        {
            answers.Add(await AnswerAsync(method, user, null));
        }
        Assert.Single(answers);
    }

    [Fact]
    public async Task Invite_WrongPasswordOrUnknownUser_GetsTheSameAnswer()
    {
        var answers = new HashSet<string>();
        foreach (var (user, password) in new[] { ("1000", "wrong"), ("1001", "secret"), ("1001", "wrong"), ("", "") })
        {
            answers.Add(await AnswerAsync("INVITE", user, password));
        }
        Assert.Single(answers);
        Assert.StartsWith("SIP/2.0 486", await AnswerAsync("INVITE", "1000", "secret"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "WWW-Authenticate")]
    [InlineData(407, "Proxy-Authenticate")]
    public async Task Bye_InACallThatCameIn_ChallengeIsNeverAnswered(int status, string header)
    {
        _bench.OnInvite = _ => ValueTask.CompletedTask;
        var session = await _bench.AnswerCallAsync();
        _ = session.ByeAsync();
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("BYE"), status, extra: $"{header}: Digest realm=\"x\", nonce=\"n\"\r\n"));
        _bench.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.DoesNotContain(_bench.Channel.Take(), text => text.Contains("uthorization:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Invite_ChallengeOfAnotherRealm_IsNotAnswered()
    {
        var calling = CallAsync(s_credentials with { Realm = "carrier.example" });
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 401, extra: "WWW-Authenticate: Digest realm=\"evil.example\", nonce=\"n\"\r\n"));
        await _bench.NextRequestAsync("ACK");
        Assert.Equal(401, (await calling).StatusCode);
        Assert.Empty(_bench.Channel.Take());
    }

    [Fact]
    public async Task Info_InOurCall_ChallengeFromWhereItsContactLed_IsNotAnswered()
    {
        var calling = CallAsync(s_credentials);
        var invite = await _bench.NextRequestAsync("INVITE");
        _bench.Receive(Wire.Response(invite, 200, body: Wire.Sdp).Replace("sip:bob@192.0.2.1:5062", "sip:bob@203.0.113.66", StringComparison.Ordinal));
        await _bench.NextRequestAsync("ACK");
        var session = (await calling).Session!;
        var sending = session.SendAsync("INFO", cancellationToken: Cancellation);
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("INFO"), 401, extra: "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\"\r\n"));
        Assert.Equal(401, (await sending).StatusCode);
    }

    [Fact]
    public async Task Reinvite_InOurCall_ChallengeOfTheTrunk_IsAnswered()
    {
        var calling = CallAsync(s_credentials);
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("INVITE"), 200, body: Wire.Sdp));
        await _bench.NextRequestAsync("ACK");
        var session = (await calling).Session!;
        var offering = session.ReinviteAsync(SdpOfferAnswer.CreateOffer(AgentBench.Audio, session.LocalSdp), Cancellation);
        _bench.Receive(Wire.Response(await _bench.NextRequestAsync("INVITE"), 407, extra: "Proxy-Authenticate: Digest realm=\"x\", nonce=\"n\", qop=\"auth\"\r\n"));
        await _bench.NextRequestAsync("ACK");
        var again = await _bench.NextRequestAsync("INVITE");
        Assert.NotNull(again.Headers["Proxy-Authorization"]);
        _bench.Receive(Wire.Response(again, 200, body: Wire.Sdp));
        Assert.Equal(ReinviteResult.Accepted, (await offering).Result);
    }

    private Task<InviteOutcome> CallAsync(SipCredentials credentials) => _bench.Stack.InviteAsync(
        new OutgoingInvite { Target = AgentBench.Bob, Sdp = SdpOfferAnswer.CreateOffer(AgentBench.Audio), Credentials = credentials }, null, Cancellation);

    /// <summary>The whole answer, with what is random or copied from the request taken out.</summary>
    private async Task<string> AnswerAsync(string method, string user, string? password)
    {
        var id = Guid.CreateVersion7().ToString("n");
        var request = Wire.Request(method, "z9hG4bK" + id, callId: id, body: method == "INVITE" ? Wire.Sdp : "")
            .Replace("sip:bob@192.0.2.9", user.Length == 0 ? "sip:192.0.2.9" : $"sip:{user}@192.0.2.9", StringComparison.Ordinal);
        if (password is not null)
        {
            var parsed = (SipRequest)Wire.Parse(request);
            var challenge = new SipResponse(401, "", _digest.Challenge());
            var client = new DigestClient(new SipCredentials(user.Length == 0 ? "x" : user, password));
            Assert.True(client.TryTake(challenge));
            client.Authorize(parsed);
            request = System.Text.Encoding.UTF8.GetString(parsed.ToBytes());
        }
        _bench.Receive(request);
        var text = System.Text.Encoding.UTF8.GetString((await _bench.NextAsync()).ToBytes());
        _bench.Receive(Wire.Request("ACK", "z9hG4bK" + id, callId: id));
        return Random().Replace(text.Replace(id, "", StringComparison.Ordinal), "").Replace($"sip:{user}@192.0.2.9", "sip:192.0.2.9", StringComparison.Ordinal);
    }

    [GeneratedRegex("nonce=\"[0-9a-f]+\"|tag=[0-9a-f]+")]
    private static partial Regex Random();
}
