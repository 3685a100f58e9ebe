using System.Text;

namespace CallSummary.Portal.App;

/// <summary>Names and numbers of a vCard file (RFC 6350, and 2.1 and 3.0 as telephones write them).</summary>
internal static class VCard
{
    public static IReadOnlyList<ContactEntry> Read(string text)
    {
        var entries = new List<ContactEntry>();
        var numbers = new List<string>();
        var name = string.Empty;
        foreach (var line in Unfold(text))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
            {
                continue;
            }

            var words = line[..colon].Split(';');
            var value = Value(words, line[(colon + 1)..]);
            switch (words[0][(words[0].IndexOf('.', StringComparison.Ordinal) + 1)..].ToUpperInvariant())
            {
                case "FN":
                    name = value;
                    break;
                case "N" when name.Length == 0:
                    name = string.Join(' ', value.Split(';').Take(2).Reverse().Where(part => part.Length > 0));
                    break;
                case "TEL" when Number(value) is { } number:
                    numbers.Add(number);
                    break;
                case "END":
                    entries.AddRange(numbers.Where(_ => name.Length > 0).Select(number => new ContactEntry(number, name)));
                    numbers.Clear();
                    name = string.Empty;
                    break;
            }
        }

        return entries;
    }

    /// <summary>A number as calls show it: E.164, a Korean one by its trunk prefix. Null when it is none.</summary>
    internal static string? Number(string text)
    {
        var digits = new string([.. text.Replace("tel:", string.Empty, StringComparison.OrdinalIgnoreCase).Where(c => char.IsAsciiDigit(c) || c == '+')]);
        return digits switch
        {
            ['+', ..] when digits.Length is > 4 and <= 16 => digits,
            ['0', '0', .. var rest] when rest.Length > 4 => "+" + rest,
            ['0', .. var rest] when rest.Length is >= 8 and <= 10 => "+82" + rest,
            { Length: >= 3 and <= 15 } => digits,
            _ => null,
        };
    }

    // RFC 6350 section 3.2; and a soft line break of quoted-printable, which 2.1 uses.
    private static List<string> Unfold(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (lines.Count > 0 && line is [' ' or '\t', ..])
            {
                lines[^1] += line[1..];
            }
            else if (lines.Count > 0 && lines[^1].EndsWith('=') && lines[^1].Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase))
            {
                lines[^1] = lines[^1][..^1] + line;
            }
            else
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static string Value(string[] words, string value)
    {
        if (words.Any(w => w.Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase)))
        {
            var bytes = new List<byte>();
            for (var i = 0; i < value.Length; i++)
            {
                if (value[i] == '=' && i + 2 < value.Length && byte.TryParse(value.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var octet))
                {
                    bytes.Add(octet);
                    i += 2;
                }
                else
                {
                    bytes.AddRange(Encoding.UTF8.GetBytes(value[i].ToString()));
                }
            }

            value = Encoding.UTF8.GetString([.. bytes]);
        }

        return value.Replace("\\n", " ", StringComparison.OrdinalIgnoreCase).Replace("\\,", ",", StringComparison.Ordinal)
            .Replace("\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal).Trim();
    }
}
