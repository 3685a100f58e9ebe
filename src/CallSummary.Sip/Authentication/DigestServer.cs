using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Authentication;

/// <summary>
/// Checks digest credentials (RFC 3261, 22.4; RFC 8760). Nonces carry their time and an HMAC, so none is kept until one is used;
/// an unknown user and a wrong password take the same path and get the same answer. Safe to share between threads.
/// </summary>
public sealed class DigestServer
{
    private const int MaxUsedNonces = 100_000;

    private readonly ConcurrentDictionary<string, uint> _used = new();
    private readonly Func<string, string?> _passwordOf;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lifetime;
    private volatile byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <param name="realm">The realm that the challenge shows.</param>
    /// <param name="passwordOf">The password of a user, in clear; null when unknown.</param>
    /// <param name="time">The clock; null: the system's.</param>
    /// <param name="lifetime">How long a nonce may be used; null: five minutes.</param>
    public DigestServer(string realm, Func<string, string?> passwordOf, TimeProvider? time = null, TimeSpan? lifetime = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(realm);
        ArgumentNullException.ThrowIfNull(passwordOf);
        Realm = realm;
        _passwordOf = passwordOf;
        _time = time ?? TimeProvider.System;
        _lifetime = lifetime ?? TimeSpan.FromMinutes(5);
    }

    public string Realm { get; }

    /// <summary>What is offered, in order of preference.</summary>
    public IReadOnlyList<DigestAlgorithm> Algorithms { get; init; } = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5];

    /// <summary>Checks a request's Authorization for our realm.</summary>
    public DigestVerdict Verify(SipRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var line in request.Headers.Lines(SipHeaderNames.Authorization))
        {
            if (DigestFields.TryParse(line, out var fields) && fields["realm"] == Realm) return Verify(request, fields);
        }
        return new DigestVerdict(DigestResult.Missing);
    }

    /// <summary>The headers of the 401: one WWW-Authenticate an algorithm.</summary>
    /// <param name="verdict">Whether the nonce was stale is told; nothing else is.</param>
    public SipHeaders Challenge(DigestVerdict verdict = default)
    {
        var headers = new SipHeaders();
        var stale = verdict.Result == DigestResult.Stale ? ", stale=true" : "";
        foreach (var algorithm in Algorithms)
        {
            headers.Add(
                SipHeaderNames.WwwAuthenticate,
                $"Digest realm={SipText.Quote(Realm)}, nonce=\"{NewNonce()}\", algorithm={DigestMath.Name(algorithm)}, qop=\"auth\"{stale}");
        }
        return headers;
    }

    private DigestVerdict Verify(SipRequest request, DigestFields fields)
    {
        var rejected = new DigestVerdict(DigestResult.Rejected);
        if (fields["username"] is not { } user || fields["nonce"] is not { } nonce || fields["uri"] is not { } uri || fields["response"] is not { } response) return rejected;
        // A qop was offered, so one must be used: without it nothing binds the answer to this request (RFC 8760, 2.7).
        if (fields["qop"] != "auth" || fields["cnonce"] is not { } clientNonce || fields["nc"] is not { Length: 8 } count) return rejected;
        if (!uint.TryParse(count, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return rejected;
        if (DigestMath.Find(fields["algorithm"]) is not { } algorithm || !Algorithms.Contains(algorithm)) return rejected;
        if (!SameTarget(uri, request)) return rejected;
        var isOurs = TryReadNonce(nonce, out var age);
        var password = _passwordOf(user);
        var expected = DigestMath.Response(algorithm, user, Realm, password ?? "\0", request.Method, uri, nonce, "auth", count, clientNonce);
        var matches = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(response.ToLowerInvariant()));
        if (!matches || password is null) return rejected;
        if (!isOurs || age > _lifetime || !TryUse(nonce, number)) return new DigestVerdict(DigestResult.Stale);
        return new DigestVerdict(DigestResult.Accepted, user);
    }

    /// <summary>The digest-uri names the Request-URI; proxies may have rewritten the latter's host, so a sip URI with the same user is enough.</summary>
    private static bool SameTarget(string uri, SipRequest request) =>
        uri == request.RequestUriText || (SipUri.TryParse(uri, out var named) && named.IsSip && named.User == request.RequestUri.User);

    /// <summary>A nonce count must rise: what was heard on the wire cannot be sent again.</summary>
    private bool TryUse(string nonce, uint count)
    {
        if (_used.Count >= MaxUsedNonces) Purge();
        var isFresh = false;
        _used.AddOrUpdate(
            nonce,
            _ =>
            {
                isFresh = true;
                return count;
            },
            (_, last) =>
            {
                isFresh = count > last;
                return Math.Max(count, last);
            });
        return isFresh;
    }

    private void Purge()
    {
        foreach (var nonce in _used.Keys)
        {
            if (!TryReadNonce(nonce, out var age) || age > _lifetime) _used.TryRemove(nonce, out _);
        }
        if (_used.Count < MaxUsedNonces) return;
        // All are live: a new key makes every nonce that is out stale, so forgetting them allows no replay.
        _key = RandomNumberGenerator.GetBytes(32);
        _used.Clear();
    }

    private string NewNonce()
    {
        Span<byte> nonce = stackalloc byte[32];
        BitConverter.TryWriteBytes(nonce, _time.GetUtcNow().UtcTicks);
        RandomNumberGenerator.Fill(nonce[8..16]);
        Sign(nonce[..16], nonce[16..]);
        return Convert.ToHexStringLower(nonce);
    }

    private bool TryReadNonce(string text, out TimeSpan age)
    {
        age = TimeSpan.MaxValue;
        Span<byte> nonce = stackalloc byte[32];
        if (text.Length != 64 || Convert.FromHexString(text, nonce, out _, out var written) != System.Buffers.OperationStatus.Done || written != 32) return false;
        Span<byte> signature = stackalloc byte[16];
        Sign(nonce[..16], signature);
        if (!CryptographicOperations.FixedTimeEquals(signature, nonce[16..])) return false;
        age = TimeSpan.FromTicks(_time.GetUtcNow().UtcTicks - BitConverter.ToInt64(nonce));
        return true;
    }

    private void Sign(ReadOnlySpan<byte> content, Span<byte> signature)
    {
        Span<byte> full = stackalloc byte[32];
        HMACSHA256.HashData(_key, content, full);
        full[..16].CopyTo(signature);
    }
}
