namespace CallSummary.Rtp.Security;

/// <summary>
/// Protects packets in place with one set of session keys. What goes over the packet's own octets is the same for RTP and RTCP: the
/// octets after <c>header</c> are enciphered, then a tag is put over all. Not thread-safe.
/// </summary>
internal abstract class SrtpTransform : IDisposable
{
    public abstract int TagLength { get; }

    /// <summary>Enciphers <paramref name="body"/> in place and writes the tag.</summary>
    /// <param name="header">The octets that stay readable.</param>
    /// <param name="body">The octets after them.</param>
    /// <param name="trailer">What the tag covers besides: the roll-over counter, or the SRTCP index.</param>
    /// <param name="nonce">Which packet this is.</param>
    /// <param name="tag">Takes the tag.</param>
    public abstract void Protect(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, in SrtpNonce nonce, Span<byte> tag);

    /// <summary>Checks the tag, then deciphers in place.</summary>
    /// <returns>False when the packet is not authentic; the body is worthless then.</returns>
    public abstract bool TryUnprotect(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, in SrtpNonce nonce, ReadOnlySpan<byte> tag);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
