using CallSummary.Contracts;
using CallSummary.Sip.Identity;
using CallSummary.Sip.Messages;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Identity;

/// <summary>Says what a call's Identity header is worth (RFC 8224).</summary>
internal sealed class CallerIdentities(IOptions<GatewayOptions> options, TimeProvider time)
{
    private readonly SipIdentityVerifier? _verifier = options.Value.Identity is { IsSet: true } identity
        ? new SipIdentityVerifier(new CarrierCertificates(identity.Certificates), identity.LoadRoots(), time)
        : null;

    /// <summary>Null when there is nothing signed, or nobody to believe.</summary>
    public async ValueTask<CallerAttestation?> CheckAsync(SipRequest invite)
    {
        if (_verifier is null || invite.Headers[SipHeaderNames.Identity] is null)
        {
            return null;
        }

        var found = await _verifier.VerifyAsync(invite);
        return (found.Result, found.Attestation) switch
        {
            (SipIdentityResult.Verified, SipAttestation.Full) => CallerAttestation.Full,
            (SipIdentityResult.Verified, SipAttestation.Partial) => CallerAttestation.Partial,
            (SipIdentityResult.Verified, SipAttestation.Gateway) => CallerAttestation.Gateway,
            (SipIdentityResult.Verified, _) => CallerAttestation.Signed,
            _ => CallerAttestation.Failed,
        };
    }
}
