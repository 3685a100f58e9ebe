using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Identity;

/// <summary>
/// Checks the Identity header of a request (RFC 8224, 6.2; RFC 8225; SHAKEN): ES256, a trusted certificate that may sign for the caller's
/// number (RFC 8226, TNAuthList), fresh, and for these numbers.
/// </summary>
/// <param name="certificates">Where certificates come from.</param>
/// <param name="trustedRoots">The authorities that we believe.</param>
/// <param name="time">The clock; null: the system's.</param>
/// <param name="freshness">How far from now a token may be signed; null: a minute (RFC 8224, 6.2).</param>
public sealed class SipIdentityVerifier(
    ISipIdentityCertificates certificates, X509Certificate2Collection trustedRoots, TimeProvider? time = null, TimeSpan? freshness = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly TimeSpan _freshness = freshness ?? TimeSpan.FromMinutes(1);

    /// <summary>Checks a request: the first Identity header that verifies counts, else what was wrong with the first.</summary>
    public async ValueTask<SipIdentity> VerifyAsync(SipRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SipIdentity? first = null;
        foreach (var header in request.Headers.Lines(SipHeaderNames.Identity).Take(4))
        {
            var found = await CheckAsync(request, header, cancellationToken).ConfigureAwait(false);
            if (found.Result == SipIdentityResult.Verified) return found;
            first ??= found;
        }
        return first ?? new SipIdentity(SipIdentityResult.Missing);
    }

    private async ValueTask<SipIdentity> CheckAsync(SipRequest request, string header, CancellationToken cancellationToken)
    {
        if (Passport.Read(header) is not { } passport) return new SipIdentity(SipIdentityResult.Malformed);
        // Cheap checks first: a stranger must not make us look up certificates for an old token.
        var issued = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(passport.IssuedAt, 0, 253_402_300_799));
        if ((_time.GetUtcNow() - issued).Duration() > _freshness) return new SipIdentity(SipIdentityResult.Stale);
        if (!IsFor(passport, request)) return new SipIdentity(SipIdentityResult.Mismatch);
        var chain = await certificates.FindAsync(passport.Certificate, cancellationToken).ConfigureAwait(false);
        if (chain.Count == 0) return new SipIdentity(SipIdentityResult.UnknownCertificate);
        if (!IsTrusted(chain)) return new SipIdentity(SipIdentityResult.UntrustedCertificate);
        if (!NumberAuthority.Covers(chain[0], Digits(passport.Originator))) return new SipIdentity(SipIdentityResult.NoAuthority);
        using var key = chain[0].GetECDsaPublicKey();
        if (key is not { KeySize: 256 }) return new SipIdentity(SipIdentityResult.UntrustedCertificate);
        if (passport.Signature.Length != 64 || !key.VerifyData(passport.Signed, passport.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        {
            return new SipIdentity(SipIdentityResult.BadSignature);
        }
        SipAttestation? attestation = passport.Attest switch
        {
            "A" => SipAttestation.Full,
            "B" => SipAttestation.Partial,
            "C" => SipAttestation.Gateway,
            _ => null,
        };
        return new SipIdentity(SipIdentityResult.Verified, attestation, Digits(passport.Originator), passport.OriginId);
    }

    /// <summary>The signed numbers are those of the request: the asserted caller, else From; the callee in To (RFC 8224, 6.1 and 8.3).</summary>
    private static bool IsFor(Passport passport, SipRequest request)
    {
        var originator = Digits(passport.Originator);
        if (originator.Length == 0) return false;
        var callers = request.Headers.Elements(SipHeaderNames.PAssertedIdentity)
            .Select(static text => NameAddress.TryParse(text, out var address) ? Digits(address.Uri.User) : "").Append(Digits(request.From.Uri.User));
        return callers.Contains(originator) && passport.Destinations.Select(Digits).Contains(Digits(request.To.Uri.User));
    }

    private bool IsTrusted(X509Certificate2Collection found)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trustedRoots);
        foreach (var certificate in found.Skip(1)) chain.ChainPolicy.ExtraStore.Add(certificate);
        return chain.Build(found[0]);
    }

    private static string Digits(string? number) => new([.. (number ?? "").TakeWhile(static c => c != ';').Where(char.IsAsciiDigit)]);
}
