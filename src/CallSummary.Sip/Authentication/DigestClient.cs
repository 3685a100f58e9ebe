using System.Globalization;
using System.Security.Cryptography;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Authentication;

/// <summary>Answers challenges for one request and its repeats (RFC 3261, 22; RFC 8760).</summary>
internal sealed class DigestClient(SipCredentials credentials)
{
    private DigestFields? _challenge;
    private DigestAlgorithm _algorithm;
    private bool _isProxy;
    private int _attempts;
    private uint _count;

    /// <summary>Takes a 401 or 407. False when it cannot be answered, or the credentials were refused already (a stale nonce is not that).</summary>
    public bool TryTake(SipResponse response)
    {
        _isProxy = response.StatusCode == 407;
        var name = _isProxy ? SipHeaderNames.ProxyAuthenticate : SipHeaderNames.WwwAuthenticate;
        DigestFields? chosen = null;
        foreach (var line in response.Headers.Lines(name))
        {
            // The first that we can do: servers list their preference first (RFC 8760, 2.4).
            if (!DigestFields.TryParse(line, out var fields) || fields["realm"] is not { } realm || fields["nonce"] is null) continue;
            if (credentials.Realm is { } bound && bound != realm) continue;
            if (DigestMath.Find(fields["algorithm"]) is not { } algorithm || !HasUsableQop(fields)) continue;
            chosen = fields;
            _algorithm = algorithm;
            break;
        }
        if (chosen is null) return false;
        var isStale = "true".Equals(chosen["stale"], StringComparison.OrdinalIgnoreCase);
        if (++_attempts > 3 || (_attempts > 1 && !isStale)) return false;
        _challenge = chosen;
        _count = 0;
        return true;
    }

    /// <summary>Adds the credentials when there is a challenge.</summary>
    public void Authorize(SipRequest request)
    {
        if (_challenge is not { } challenge) return;
        var uri = request.RequestUriText;
        var realm = challenge["realm"]!;
        var nonce = challenge["nonce"]!;
        var qop = challenge["qop"] is null ? null : "auth";
        var count = (++_count).ToString("x8", CultureInfo.InvariantCulture);
        var clientNonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var digest = DigestMath.Response(_algorithm, credentials.Username, realm, credentials.Password, request.Method, uri, nonce, qop, count, clientNonce);
        var value = $"Digest username={SipText.Quote(credentials.Username)}, realm={SipText.Quote(realm)}, nonce={SipText.Quote(nonce)}, "
            + $"uri={SipText.Quote(uri)}, response=\"{digest}\", algorithm={DigestMath.Name(_algorithm)}";
        if (qop is not null) value += $", qop=auth, nc={count}, cnonce=\"{clientNonce}\"";
        if (challenge["opaque"] is { } opaque) value += $", opaque={SipText.Quote(opaque)}";
        request.Headers.Set(_isProxy ? SipHeaderNames.ProxyAuthorization : SipHeaderNames.Authorization, value);
    }

    private static bool HasUsableQop(DigestFields fields) =>
        fields["qop"] is not { } qop || qop.Split(',', StringSplitOptions.TrimEntries).Contains("auth", StringComparer.OrdinalIgnoreCase);
}
