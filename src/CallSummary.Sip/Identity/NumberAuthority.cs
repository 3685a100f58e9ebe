using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace CallSummary.Sip.Identity;

/// <summary>For which numbers a certificate may sign: its TNAuthorizationList (RFC 8226, 9).</summary>
internal static class NumberAuthority
{
    private const string ExtensionId = "1.3.6.1.5.5.7.1.26";
    private const int MaxEntries = 10_000;

    private static readonly Asn1Tag s_provider = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_range = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag s_one = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>
    /// Whether it may sign for a number, digits only. A service provider code stands for all the numbers of that provider, which only the
    /// provider knows (ATIS-1000080: what SHAKEN certificates have). Without the list, or with one that cannot be read: for none.
    /// </summary>
    public static bool Covers(X509Certificate2 certificate, string number)
    {
        if (certificate.Extensions.FirstOrDefault(static extension => extension.Oid?.Value == ExtensionId) is not { } found) return false;
        try
        {
            var list = new AsnReader(found.RawData, AsnEncodingRules.DER).ReadSequence();
            for (var i = 0; list.HasData && i < MaxEntries; i++)
            {
                if (IsFor(list, number)) return true;
            }
        }
        catch (AsnContentException)
        {
            // Not what the RFC says: nobody can tell what it allows.
        }
        return false;
    }

    private static bool IsFor(AsnReader list, string number)
    {
        var tag = list.PeekTag();
        if (tag.HasSameClassAndValue(s_provider))
        {
            return list.ReadSequence(s_provider).ReadCharacterString(UniversalTagNumber.IA5String).Length > 0;
        }
        if (tag.HasSameClassAndValue(s_one))
        {
            return Digits(list.ReadSequence(s_one).ReadCharacterString(UniversalTagNumber.IA5String)) == number;
        }
        if (tag.HasSameClassAndValue(s_range))
        {
            var range = list.ReadSequence(s_range).ReadSequence();
            var start = Digits(range.ReadCharacterString(UniversalTagNumber.IA5String));
            return range.TryReadUInt64(out var count) && count is > 0 and < 1_000_000_000_000 && start.Length == number.Length
                && ulong.TryParse(start, out var first) && ulong.TryParse(number, out var value) && value >= first && value - first < count;
        }
        list.ReadEncodedValue();
        return false;
    }

    private static string Digits(string number) => new([.. number.Where(char.IsAsciiDigit)]);
}
