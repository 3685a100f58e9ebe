using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CallSummary.Sip.Identity;
using CallSummary.Sip.Messages;
using CallSummary.TestKit.Identity;
using CallSummary.TestKit.Tls;

namespace CallSummary.UnitTests.Sip.Identity;

/// <summary>RFC 8224 and SHAKEN.</summary>
public sealed class SipIdentityVerifierTests : ISipIdentityCertificates, IDisposable
{
    private const string Address = "https://certs.example/carrier.pem";

    private readonly TestAuthority _authority = new();
    private X509Certificate2 _certificate;
    private readonly List<Uri> _asked = [];

    public SipIdentityVerifierTests() => _certificate = _authority.Issue(Passports.Authority(list => Passports.Provider(list, "1234")), "carrier.example");

    public void Dispose()
    {
        _certificate.Dispose();
        _authority.Dispose();
    }

    public ValueTask<X509Certificate2Collection> FindAsync(Uri address, CancellationToken cancellationToken)
    {
        _asked.Add(address);
        return new(address.ToString() == Address ? new X509Certificate2Collection(_certificate) : []);
    }

    [Theory]
    [InlineData("A", SipAttestation.Full)]
    [InlineData("B", SipAttestation.Partial)]
    [InlineData("C", SipAttestation.Gateway)]
    public async Task Verify_GoodToken_GivesTheAttestation(string attest, SipAttestation expected)
    {
        var identity = await VerifyAsync(Token(attest));
        Assert.Equal(new SipIdentity(SipIdentityResult.Verified, expected, "12025550100", "origin-1"), identity);
        Assert.Null(identity.RefusalStatus);
        Assert.Equal(Address, Assert.Single(_asked).ToString());
    }

    [Fact]
    public async Task Verify_NoHeader_IsMissing() => Assert.Equal(428, (await VerifyAsync(null)).RefusalStatus);

    [Theory]
    [InlineData("garbage")]
    [InlineData("..sig;info=<https://certs.example/carrier.pem>")] // the compact form
    [InlineData("a.b.c;info=<https://certs.example/carrier.pem>")]
    public async Task Verify_Unreadable_IsMalformedAndAsksForNothing(string header)
    {
        Assert.Equal(SipIdentityResult.Malformed, (await VerifyAsync(header)).Result);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Verify_OtherAlgorithmOrPlainHttp_IsMalformed()
    {
        Assert.Equal(SipIdentityResult.Malformed, (await VerifyAsync(Token(algorithm: "none"))).Result);
        Assert.Equal(SipIdentityResult.Malformed, (await VerifyAsync(Token(address: "http://certs.example/carrier.pem"))).Result);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Verify_HeaderNamesAnotherCertificateThanTheToken_IsMalformed() =>
        Assert.Equal(SipIdentityResult.Malformed, (await VerifyAsync(Token().Replace($"info=<{Address}>", "info=<https://other.example/x>", StringComparison.Ordinal))).Result);

    [Theory]
    [InlineData(-61)]
    [InlineData(62)]
    public async Task Verify_OldOrFutureToken_IsAReplay(int seconds) => Assert.Equal(403, (await VerifyAsync(Token(age: seconds))).RefusalStatus);

    [Fact]
    public async Task Verify_OtherCaller_IsAMismatch() => Assert.Equal(SipIdentityResult.Mismatch, (await VerifyAsync(Token(from: "12025559999"))).Result);

    [Fact]
    public async Task Verify_OtherCallee_IsAMismatch() => Assert.Equal(SipIdentityResult.Mismatch, (await VerifyAsync(Token(to: "12025559999"))).Result);

    [Fact]
    public async Task Verify_TamperedClaims_HaveABadSignature()
    {
        var token = Token("C");
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"C\"", "\"A\"", StringComparison.Ordinal);
        parts[1] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
        Assert.Equal(SipIdentityResult.BadSignature, (await VerifyAsync(string.Join('.', parts))).Result);
    }

    [Fact]
    public async Task Verify_CertificateNotInTheStore_Is436() => Assert.Equal(436, (await VerifyAsync(Token(address: "https://elsewhere.example/x.pem"))).RefusalStatus);

    [Fact]
    public async Task Verify_CertificateOfAStranger_Is437()
    {
        using var stranger = new TestAuthority();
        Assert.Equal(437, (await VerifyAsync(Token(), [stranger.Root])).RefusalStatus);
    }

    /// <summary>RFC 8226, 9.</summary>
    [Theory]
    [InlineData("12025550100", 0, true)]
    [InlineData("12025550101", 0, false)]
    [InlineData("12025550000", 101, true)]
    [InlineData("12025550000", 100, false)]
    [InlineData("2025550000", 1000, false)]
    public async Task Verify_CertificateNamesNumbers_OnlyThoseMayBeSigned(string start, int count, bool expected)
    {
        _certificate.Dispose();
        _certificate = _authority.Issue(Passports.Authority(list => Passports.Numbers(list, start, count)), "carrier.example");
        Assert.Equal(expected ? SipIdentityResult.Verified : SipIdentityResult.NoAuthority, (await VerifyAsync(Token())).Result);
    }

    [Fact]
    public async Task Verify_CertificateWithoutNumbers_OrWithGarbage_Is437()
    {
        _certificate.Dispose();
        _certificate = _authority.Issue("carrier.example");
        Assert.Equal(437, (await VerifyAsync(Token())).RefusalStatus);
        _certificate.Dispose();
        _certificate = _authority.Issue(new X509Extension(Passports.NumbersOid, [0x30, 0x05, 1, 2], critical: false), "carrier.example");
        Assert.Equal(SipIdentityResult.NoAuthority, (await VerifyAsync(Token())).Result);
    }

    private ValueTask<SipIdentity> VerifyAsync(string? header, X509Certificate2Collection? roots = null)
    {
        var text = Wire.Request("INVITE", extra: header is null ? "" : $"Identity: {header}\r\n")
            .Replace("<sip:alice@192.0.2.1>", "<sip:+1-202-555-0100@192.0.2.1>", StringComparison.Ordinal)
            .Replace("To: <sip:bob@", "To: <sip:+12025550101@", StringComparison.Ordinal);
        return new SipIdentityVerifier(this, roots ?? [_authority.Root]).VerifyAsync((SipRequest)Wire.Parse(text), TestContext.Current.CancellationToken);
    }

    private string Token(string attest = "A", string from = "12025550100", string to = "12025550101", int age = 0, string algorithm = "ES256", string address = Address) =>
        Passports.Sign(_certificate, attest, from, to, age, algorithm, address);
}
