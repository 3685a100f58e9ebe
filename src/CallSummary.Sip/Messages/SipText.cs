using System.Buffers;

namespace CallSummary.Sip.Messages;

/// <summary>The lexical rules of RFC 3261, 25.1 that several headers share.</summary>
internal static class SipText
{
    private static readonly SearchValues<char> s_token = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~");

    public static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept(s_token) < 0;

    /// <summary>Where the first element of a comma-separated list ends: commas in quotes or angle brackets do not count.</summary>
    public static int ElementEnd(ReadOnlySpan<char> text)
    {
        var quoted = false;
        var bracketed = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted: i++; break;
                case '"': quoted = !quoted; break;
                case '<' when !quoted: bracketed = true; break;
                case '>' when !quoted: bracketed = false; break;
                case ',' when !quoted && !bracketed: return i;
            }
        }
        return text.Length;
    }

    /// <summary>The index after the closing quote of a quoted string that starts at 0, or -1 when it never closes.</summary>
    public static int QuotedEnd(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i + 1;
        }
        return -1;
    }

    public static string Unquote(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"') return text.ToString();
        var inner = text[1..^1];
        if (inner.IndexOf('\\') < 0) return inner.ToString();
        var result = new char[inner.Length];
        var length = 0;
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length) i++;
            result[length++] = inner[i];
        }
        return new string(result, 0, length);
    }

    public static string Quote(string text)
    {
        if (!text.AsSpan().ContainsAny('"', '\\')) return $"\"{text}\"";
        return "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
    }
}
