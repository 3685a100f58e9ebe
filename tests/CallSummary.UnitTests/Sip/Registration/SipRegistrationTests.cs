using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Registration;
using CallSummary.UnitTests.Sip.Dialogs;

namespace CallSummary.UnitTests.Sip.Registration;

public sealed class SipRegistrationTests
{
    private static readonly SipRegistrationOptions s_options = new()
    {
        Registrar = SipUri.Parse("sip:192.0.2.1"),
        Address = SipUri.Parse("sip:trunk@192.0.2.1"),
        Credentials = new SipCredentials("trunk", "secret"),
        ContactUser = "line1",
    };

    private readonly AgentBench _bench = new();
    private int _attempts;

    [Fact]
    public async Task Start_Granted_IsRegisteredAndRefreshedBeforeTheEnd()
    {
        var registration = Begin();
        var register = await _bench.NextRequestAsync("REGISTER");
        Assert.Equal("3600", register.Headers["Expires"]);
        Assert.Equal("path", register.Headers["Supported"]);
        Assert.StartsWith("<sip:line1@192.0.2.9", register.Headers["Contact"], StringComparison.Ordinal);
        Respond(register, 200, "Contact: <sip:other@192.0.2.8>;expires=10\r\nContact: <sip:line1@192.0.2.9:5060>;expires=600\r\nService-Route: <sip:edge.example;lr>\r\n");
        await AttemptAsync(1);
        Assert.Equal(SipRegistrationState.Registered, registration.State);
        Assert.Equal(_bench.Time.GetUtcNow() + TimeSpan.FromSeconds(600), registration.ExpiresAt);
        Assert.Equal("sip:edge.example;lr", Assert.Single(registration.ServiceRoute).ToString());
        var again = await NextAfterAsync(TimeSpan.FromSeconds(570));
        Assert.Equal(register.CallId, again.CallId);
        Assert.True(again.CSeq.Number > register.CSeq.Number);
    }

    [Fact]
    public async Task Start_Challenged_AnswersAndRaisesCSeq()
    {
        var registration = Begin();
        var first = await _bench.NextRequestAsync("REGISTER");
        Respond(first, 401, "WWW-Authenticate: Digest realm=\"carrier\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256\r\n");
        var second = await _bench.NextRequestAsync("REGISTER");
        Assert.Contains("username=\"trunk\"", second.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal(first.CSeq.Number + 1, second.CSeq.Number);
        Respond(second, 200, "Expires: 600\r\n");
        await AttemptAsync(1);
        Assert.Equal(SipRegistrationState.Registered, registration.State);
        Assert.Equal(3u, (await NextAfterAsync(TimeSpan.FromSeconds(570))).CSeq.Number);
    }

    [Fact]
    public async Task Start_IntervalTooBrief_AsksForTheMinimum()
    {
        var registration = Begin();
        Respond(await _bench.NextRequestAsync("REGISTER"), 423, "Min-Expires: 7200\r\n");
        var second = await _bench.NextRequestAsync("REGISTER");
        Assert.Equal("7200", second.Headers["Expires"]);
        Respond(second, 200, "");
        await AttemptAsync(1);
        Assert.Equal(_bench.Time.GetUtcNow() + TimeSpan.FromSeconds(7200), registration.ExpiresAt);
    }

    [Fact]
    public async Task Start_Refused_TriesEverMoreSlowly()
    {
        var registration = Begin();
        Respond(await _bench.NextRequestAsync("REGISTER"), 403, "");
        await AttemptAsync(1);
        Assert.Equal((SipRegistrationState.Refused, 403), (registration.State, registration.StatusCode!.Value));
        Respond(await NextAfterAsync(TimeSpan.FromSeconds(15)), 403, "");
        await AttemptAsync(2);
        Respond(await NextAfterAsync(TimeSpan.FromSeconds(30)), 503, "Retry-After: 100 (busy)\r\n");
        await AttemptAsync(3);
        await NextAfterAsync(TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task Dispose_Registered_TakesItBack()
    {
        var registration = Begin();
        Respond(await _bench.NextRequestAsync("REGISTER"), 200, "");
        await AttemptAsync(1);
        var disposing = registration.DisposeAsync();
        var last = await _bench.NextRequestAsync("REGISTER");
        Assert.Equal("0", last.Headers["Expires"]);
        Respond(last, 200, "");
        await disposing;
        Assert.Equal(SipRegistrationState.Unregistered, registration.State);
    }

    [Fact]
    public async Task Probe_AnswersAndSilence_AreToldApart()
    {
        var changes = 0;
        await using var probe = new SipProbe(
            _bench.Stack, new SipProbeOptions { Target = SipUri.Parse("sip:192.0.2.1"), FailuresUntilDown = 2 }, _ => Interlocked.Increment(ref changes));
        Assert.Null(probe.IsUp);
        probe.Start();
        Respond(await _bench.NextRequestAsync("OPTIONS"), 404, ""); // an answer is an answer
        await TestKit.Eventually.True(() => probe.IsUp == true, "up", TimeSpan.FromSeconds(30));
        Respond(await NextAfterAsync(TimeSpan.FromSeconds(30)), 503, "");
        await NextAfterAsync(TimeSpan.FromSeconds(30));
        Assert.True(probe.IsUp); // one failure is none
        await PassAsync(TimeSpan.FromSeconds(6), () => probe.IsUp == false);
        Assert.False(probe.IsUp);
        Assert.Equal(2, Volatile.Read(ref changes));
    }

    private SipRegistration Begin()
    {
        var registration = new SipRegistration(_bench.Stack, s_options, _ => Interlocked.Increment(ref _attempts));
        registration.Start();
        return registration;
    }

    private void Respond(SipRequest request, int status, string extra) =>
        _bench.Receive(Wire.Response(request, status, extra: extra).Replace("Contact: <sip:bob@192.0.2.1:5062>\r\n", "", StringComparison.Ordinal));

    private Task AttemptAsync(int count) => TestKit.Eventually.True(() => Volatile.Read(ref _attempts) >= count, "the outcome", TimeSpan.FromSeconds(30));

    /// <summary>The next request, and that it came after this time: give or take the seconds that the loop needs to arm its timer.</summary>
    private async Task<SipRequest> NextAfterAsync(TimeSpan expected)
    {
        SipMessage? message = null;
        var seconds = await PassAsync(expected + TimeSpan.FromMinutes(2), () => _bench.Channel.Sent.TryRead(out var bytes) && SipParser.Parse(bytes, out message) == SipParseError.None);
        Assert.InRange(seconds, (int)expected.TotalSeconds - 1, (int)expected.TotalSeconds + 60);
        return Assert.IsType<SipRequest>(message);
    }

    private async Task<int> PassAsync(TimeSpan limit, Func<bool> until)
    {
        for (var second = 0; ; second++)
        {
            if (until()) return second;
            if (second > limit.TotalSeconds) return second;
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
