using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.IntegrationTests.Portal;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit;
using CallSummary.TestKit.Identity;
using CallSummary.TestKit.Tls;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>What a caller's carrier signed about the number (RFC 8224), from the INVITE to whoever reads of the call.</summary>
[Collection(GatewayCalls.Name)]
public sealed class AttestationTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("12025550100", CallerAttestation.Full, "full")]
    [InlineData("12025550199", CallerAttestation.Failed, "failed")] // signed for another caller
    public async Task SignedCall_IsKeptWithTheCall_AndToldOverTheApi(string signedFor, CallerAttestation expected, string told)
    {
        using var certificate = _authority.Issue(Passports.Authority(list => Passports.Provider(list, "1234")), "carrier.example");
        var carriers = Directory.CreateDirectory(_folder["carriers"]).FullName;
        File.WriteAllText(Path.Combine(carriers, "certs.example_carrier.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_folder["roots.pem"], _authority.Root.ExportCertificatePem());
        await using var rig = await GatewayRig.StartAsync(
            _folder.Path,
            ("Identity:TrustedRoots", _folder["roots.pem"]), ("Identity:Certificates", carriers), ("Routes:1:Number", "+12025550101"), ("Routes:1:Action", "Answer"));
        await using var phone = await TestPhone.StartAsync();

        var outcome = await phone.Stack.InviteAsync(
            new OutgoingInvite
            {
                Target = SipUri.Parse($"sip:+12025550101@{rig.Sip}"),
                From = NameAddress.Parse("<sip:+12025550100@127.0.0.1>"),
                Sdp = SdpOfferAnswer.CreateOffer(phone.Capabilities),
                Headers = new SipHeaders().Add("Identity", Passports.Sign(certificate, "A", signedFor, "12025550101")),
            },
            cancellationToken: Cancellation);
        await outcome.Session!.ByeAsync();
        var call = await rig.EndedCallAsync();

        Assert.Equal(expected, call.Attestation);
        await using var portal = await PortalHost.StartAsync(folder: _folder);
        using var reader = await portal.ClientAsync(tenant: "t");
        using var resource = JsonDocument.Parse(await reader.GetStringAsync($"/api/v1/calls/{call.Id}", Cancellation));
        Assert.Equal(told, resource.RootElement.GetProperty("attestation").GetString());
    }

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }
}
