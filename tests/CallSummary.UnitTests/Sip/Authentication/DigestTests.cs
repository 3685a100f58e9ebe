using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Sip.Authentication;

public sealed class DigestTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Response_Rfc2617Example_Matches() => Assert.Equal(
        "6629fae49393a05397450978507c4ef1",
        DigestMath.Response(DigestAlgorithm.Md5, "Mufasa", "testrealm@host.com", "Circle Of Life", "GET", "/dir/index.html",
            "dcd98b7102dd2f0e8b11d0f600bfb0c093", "auth", "00000001", "0a4f113b"));

    [Theory]
    [InlineData(DigestAlgorithm.Md5, "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData(DigestAlgorithm.Sha256, "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Response_Rfc7616Example_Matches(DigestAlgorithm algorithm, string expected) => Assert.Equal(
        expected,
        DigestMath.Response(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life", "GET", "/dir/index.html",
            "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "auth", "00000001", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));

    [Theory]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Sha256)]
    public void Verify_AnsweredChallenge_IsAccepted(DigestAlgorithm algorithm)
    {
        var server = Server(algorithm);
        Assert.Equal(new DigestVerdict(DigestResult.Accepted, "bob"), server.Verify(Authorized(server, "bob", "secret")));
    }

    [Fact]
    public void Verify_NoCredentials_IsMissing() =>
        Assert.Equal(DigestResult.Missing, Server(DigestAlgorithm.Md5).Verify(Request()).Result);

    [Theory]
    [InlineData("bob", "wrong")]
    [InlineData("nobody", "secret")]
    public void Verify_WrongOrUnknown_GetsTheSameAnswer(string user, string password)
    {
        var server = Server(DigestAlgorithm.Sha256);
        var verdict = server.Verify(Authorized(server, user, password));
        Assert.Equal(new DigestVerdict(DigestResult.Rejected), verdict);
        Assert.DoesNotContain("stale", server.Challenge(verdict)["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_ExpiredNonce_IsStale()
    {
        var server = Server(DigestAlgorithm.Sha256);
        var request = Authorized(server, "bob", "secret");
        _time.Advance(TimeSpan.FromMinutes(6));
        var verdict = server.Verify(request);
        Assert.Equal(DigestResult.Stale, verdict.Result);
        Assert.Contains("stale=true", server.Challenge(verdict)["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_SameCredentialsTwice_IsStale()
    {
        var server = Server(DigestAlgorithm.Sha256);
        var request = Authorized(server, "bob", "secret");
        server.Verify(request);
        Assert.Equal(DigestResult.Stale, server.Verify(request).Result);
    }

    [Fact]
    public void Verify_NonceOfAnotherServer_IsStale()
    {
        var request = Authorized(Server(DigestAlgorithm.Sha256), "bob", "secret");
        Assert.Equal(DigestResult.Stale, Server(DigestAlgorithm.Sha256).Verify(request).Result);
    }

    [Theory]
    [InlineData(", qop=auth", ", qop=auth-int")]
    [InlineData("uri=\"sip:bob@192.0.2.9\"", "uri=\"sip:eve@192.0.2.9\"")]
    [InlineData("nc=00000001", "nc=1")]
    public void Verify_ChangedField_IsRejected(string from, string to)
    {
        var server = Server(DigestAlgorithm.Sha256);
        var request = Authorized(server, "bob", "secret");
        request.Headers.Set("Authorization", request.Headers["Authorization"]!.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(DigestResult.Rejected, server.Verify(request).Result);
    }

    [Fact]
    public void TryTake_RefusedAgain_GivesUp()
    {
        var client = new DigestClient(new SipCredentials("bob", "secret"));
        var server = Server(DigestAlgorithm.Md5);
        Assert.True(client.TryTake(Challenge(server, default)));
        Assert.True(client.TryTake(Challenge(server, new DigestVerdict(DigestResult.Stale))));
        Assert.False(client.TryTake(Challenge(server, default)));
    }

    [Fact]
    public void ToString_Credentials_HidesThePassword() =>
        Assert.DoesNotContain("secret", new SipCredentials("bob", "secret").ToString(), StringComparison.Ordinal);

    private static SipRequest Request() => (SipRequest)Wire.Parse(Wire.Request("INVITE"));

    private static SipResponse Challenge(DigestServer server, DigestVerdict verdict)
    {
        var response = SipResponse.For(Request(), 401);
        foreach (var (name, value) in server.Challenge(verdict)) response.Headers.Add(name, value);
        return response;
    }

    private static SipRequest Authorized(DigestServer server, string user, string password)
    {
        var client = new DigestClient(new SipCredentials(user, password));
        Assert.True(client.TryTake(Challenge(server, default)));
        var request = Request();
        client.Authorize(request);
        return request;
    }

    private DigestServer Server(DigestAlgorithm algorithm) =>
        new("realm", user => user == "bob" ? "secret" : null, _time) { Algorithms = [algorithm] };
}
