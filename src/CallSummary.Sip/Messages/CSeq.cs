using System.Globalization;

namespace CallSummary.Sip.Messages;

/// <summary>Sequence number and method (RFC 3261, 20.16). The number is below 2^31 (8.1.1.5).</summary>
public readonly record struct CSeq(uint Number, string Method)
{
    /// <summary>Reads a CSeq value. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CSeq cseq)
    {
        cseq = default;
        text = text.Trim();
        var blank = text.IndexOfAny(' ', '\t');
        if (blank <= 0) return false;
        if (!uint.TryParse(text[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > int.MaxValue) return false;
        var method = text[blank..].Trim();
        if (!SipText.IsToken(method)) return false;
        cseq = new CSeq(number, SipMethods.Intern(method));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Method}");
}
