using CallSummary.Contracts;
using CallSummary.Gateway;
using CallSummary.Gateway.Identity;
using CallSummary.Sip.Messages;
using CallSummary.TestKit;
using CallSummary.TestKit.Identity;
using CallSummary.TestKit.Tls;
using CallSummary.UnitTests.Sip;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Gateway.Identity;

public sealed class CallerIdentitiesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData("A", CallerAttestation.Full)]
    [InlineData("B", CallerAttestation.Partial)]
    [InlineData("C", CallerAttestation.Gateway)]
    [InlineData("", CallerAttestation.Signed)]
    public async Task Check_SignedByACarrierOfTheFolder_SaysHowWell(string attest, CallerAttestation expected) =>
        Assert.Equal(expected, await CheckAsync(attest, "certs.example_carrier.pem"));

    [Fact]
    public async Task Check_CarrierIsNotInTheFolder_HasFailed() => Assert.Equal(CallerAttestation.Failed, await CheckAsync("A", "other.pem"));

    [Fact]
    public async Task Check_NothingSigned_IsNothing()
    {
        File.WriteAllText(_folder["roots.pem"], _authority.Root.ExportCertificatePem());
        Assert.Null(await Make(_folder["roots.pem"], "").CheckAsync(Invite(null)));
    }

    [Fact]
    public async Task Check_NobodyToBelieve_IsNotLookedAt() => Assert.Null(await Make("", "").CheckAsync(Invite("garbage")));

    [Theory]
    [InlineData("https://certs.example/shaken/a%20b.pem?x=1", "certs.example_shaken_a_20b.pem_x_1")]
    [InlineData("https://certs.example/../../etc/passwd", "certs.example_etc_passwd")]
    public void NameOf_WhateverAnAddressHolds_IsAFileNameAndNoPath(string address, string expected) => Assert.Equal(expected, CarrierCertificates.NameOf(new Uri(address)));

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    private async Task<CallerAttestation?> CheckAsync(string attest, string file)
    {
        using var certificate = _authority.Issue(Passports.Authority(list => Passports.Provider(list, "1234")), "carrier.example");
        var carriers = Directory.CreateDirectory(_folder["carriers"]).FullName;
        File.WriteAllText(Path.Combine(carriers, file), certificate.ExportCertificatePem());
        File.WriteAllText(_folder["roots.pem"], _authority.Root.ExportCertificatePem());
        return await Make(_folder["roots.pem"], carriers).CheckAsync(Invite(Passports.Sign(certificate, attest, "12025550100", "12025550101")));
    }

    private static CallerIdentities Make(string roots, string carriers) =>
        new(Options.Create(new GatewayOptions { Identity = new IdentityOptions { TrustedRoots = roots, Certificates = carriers } }), TimeProvider.System);

    private static SipRequest Invite(string? identity) => (SipRequest)Wire.Parse(
        Wire.Request("INVITE", extra: identity is null ? "" : $"Identity: {identity}\r\n")
            .Replace("<sip:alice@192.0.2.1>", "<sip:+12025550100@192.0.2.1>", StringComparison.Ordinal)
            .Replace("To: <sip:bob@", "To: <sip:+12025550101@", StringComparison.Ordinal));
}
