namespace CallSummary.TestKit.Fuzz;

/// <summary>Mutates seeds. Every case has its own number, from which it can be made again.</summary>
public static class Fuzzer
{
    private const string Spice = "\r\n\t \0:;,<>\"\\@=?%[]/0198-.|~\u007f";
    private static readonly byte[][] s_words = [.. new[] { "SIP/2.0", "99999999999999999999", "-1", "4294967296", "%00", "\"", "..", "inline:", "z9hG4bK", "\r\n ", "\r\n\r\n", "a=", "m=", "<!", "&#0;" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Runs cases <paramref name="first"/> and up; null when none threw.</summary>
    public static FuzzFailure? Run(FuzzTarget target, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(target);
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                target.Read(CaseOf(target, seed));
            }
            catch (Exception exception)
            {
                return new FuzzFailure(target.Name, seed, exception);
            }
        }
        return null;
    }

    /// <summary>The bytes of a case.</summary>
    public static byte[] CaseOf(FuzzTarget target, int seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        var random = new Random(seed);
        var bytes = new List<byte>(target.Seeds[random.Next(target.Seeds.Count)]);
        for (var edits = random.Next(1, 8); edits > 0 && bytes.Count > 0; edits--) Edit(bytes, random, target);
        return [.. bytes];
    }

    private static void Edit(List<byte> bytes, Random random, FuzzTarget target)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(9))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: bytes[at] = (byte)Spice[random.Next(Spice.Length)]; break;
            case 3: bytes.Insert(at, (byte)Spice[random.Next(Spice.Length)]); break;
            case 4: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
            case 5: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
            case 6: bytes.RemoveRange(at, bytes.Count - at); break;
            case 7: bytes.InsertRange(at, s_words[random.Next(s_words.Length)]); break;
            case 8:
                // Two messages spliced.
                var other = target.Seeds[random.Next(target.Seeds.Count)];
                if (other.Length == 0) break;
                var from = random.Next(other.Length);
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other[from..]);
                break;
        }
    }
}
