using System.Security.Cryptography;

namespace CallSummary.Rtp.Security;

/// <summary>A master key and salt for one direction (RFC 3711 section 3.2.1). Its text form never shows them.</summary>
public sealed class SrtpKey : IEquatable<SrtpKey>
{
    private readonly byte[] _material;
    private readonly byte[] _mki;

    /// <summary>A key from its octets.</summary>
    /// <param name="suite">The suite it is for.</param>
    /// <param name="material">Master key, then master salt: 30 octets for AES-CM, 28 or 44 for AES-GCM with 128 or 256 bits.</param>
    /// <param name="mki">Master key identifier that stands in every packet, or nothing (RFC 3711 section 3.1).</param>
    /// <exception cref="ArgumentException">The length does not fit the suite.</exception>
    public SrtpKey(SrtpSuite suite, ReadOnlySpan<byte> material, ReadOnlySpan<byte> mki = default)
    {
        if (material.Length != MaterialLength(suite))
        {
            throw new ArgumentException($"A key for {suite.Name()} has {MaterialLength(suite)} octets, not {material.Length}.", nameof(material));
        }

        Suite = suite;
        _material = material.ToArray();
        _mki = mki.ToArray();
    }

    /// <summary>The suite it is for.</summary>
    public SrtpSuite Suite { get; }

    internal ReadOnlySpan<byte> Material => _material;

    internal ReadOnlySpan<byte> Master => _material.AsSpan(0, Suite.KeyLength());

    internal ReadOnlySpan<byte> Salt => _material.AsSpan(Suite.KeyLength());

    internal ReadOnlySpan<byte> Mki => _mki;

    /// <summary>A new random key without an identifier.</summary>
    public static SrtpKey Generate(SrtpSuite suite) => new(suite, RandomNumberGenerator.GetBytes(MaterialLength(suite)));

    /// <inheritdoc/>
    public bool Equals(SrtpKey? other) =>
        other is not null && other.Suite == Suite && CryptographicOperations.FixedTimeEquals(other._material, _material) && other._mki.AsSpan().SequenceEqual(_mki);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SrtpKey);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Suite, BitConverter.ToInt32(_material));

    /// <inheritdoc/>
    public override string ToString() => $"{Suite.Name()} key";

    internal static int MaterialLength(SrtpSuite suite) => suite.KeyLength() + suite.SaltLength();
}
