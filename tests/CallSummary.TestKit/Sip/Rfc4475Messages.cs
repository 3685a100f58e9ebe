namespace CallSummary.TestKit.Sip;

/// <summary>
/// What our stack does with each message of RFC 4475, as a user agent that takes INVITE and OPTIONS and no REGISTER or MESSAGE. The messages
/// themselves are read where they lie, <c>shared/rfc4475</c> beside or above the checkout; without them the table is empty.
/// </summary>
public static class Rfc4475Messages
{
    private static readonly (string Name, string Expected, string Why)[] s_table =
    [
        ("wsinv", "481", "3.1.1.1: torturous, but valid; its To tag names a dialog that is not ours"),
        ("intmeth", "501", "3.1.1.2: a valid method that nobody knows"),
        ("esc01", "user", "3.1.1.3: escapes in the URI are valid"),
        ("escnull", "405", "3.1.1.4: valid; we take no REGISTER"),
        ("esc02", "501", "3.1.1.5: the method name may hold percent signs and is not REGISTER"),
        ("lwsdisp", "200", "3.1.1.6: no blank between display name and <"),
        ("longreq", "user", "3.1.1.7: long values are valid"),
        ("dblreq", "405", "3.1.1.8: the second request in the datagram is ignored"),
        ("semiuri", "200", "3.1.1.9: semicolons belong to the user part"),
        ("transports", "200", "3.1.1.10: unknown transports in lower Vias do not matter"),
        ("mpart01", "405", "3.1.1.11: valid; we take no MESSAGE"),
        ("unreason", "drop", "3.1.1.12: a valid response to nothing of ours"),
        ("noreason", "drop", "3.1.1.13: the same without a reason phrase"),
        ("badinv01", "400", "3.1.2.1: separators without elements"),
        ("clerr", "400", "3.1.2.2: Content-Length longer than the datagram"),
        ("ncl", "400", "3.1.2.3: a negative Content-Length"),
        ("scalar02", "400", "3.1.2.4: numbers over their range"),
        ("scalarlg", "drop", "3.1.2.5: the same in a response"),
        ("quotbal", "400", "3.1.2.6: a quote that never closes"),
        ("ltgtruri", "400", "3.1.2.7: angle brackets around the Request-URI"),
        ("lwsruri", "400", "3.1.2.8: a blank inside the Request-URI"),
        ("lwsstart", "400", "3.1.2.9: two blanks in the request line"),
        ("trws", "400", "3.1.2.10: blanks behind the version"),
        ("escruri", "user", "3.1.2.11: headers in the Request-URI are to be ignored or refused; we ignore them"),
        ("baddate", "user", "3.1.2.12: a Date that is not GMT does not concern us"),
        ("regbadct", "400", "3.1.2.13: a question mark outside of angle brackets"),
        ("badaspec", "400", "3.1.2.14: blanks inside an address"),
        ("baddn", "200", "3.1.2.15: a display name that should be quoted; harmless"),
        ("badvers", "505", "3.1.2.16: SIP/7.0"),
        ("mismatch01", "400", "3.1.2.17: the CSeq names another method"),
        ("mismatch02", "400", "3.1.2.18: the same with an unknown method; 501 would do too"),
        ("bigcode", "drop", "3.1.2.19: a status code that there is not"),
        ("badbranch", "200", "3.2.1: a branch that is the cookie alone: matched as RFC 2543 says"),
        ("insuf", "400", "3.3.1: headers are missing"),
        ("unkscm", "416", "3.3.2: an unknown scheme in the Request-URI"),
        ("novelsc", "416", "3.3.3: a known scheme of another world"),
        ("unksm2", "405", "3.3.4: unknown schemes in From and To do not matter"),
        ("bext01", "420", "3.3.5: Require and Proxy-Require of the unknown"),
        ("invut", "415", "3.3.6: an unknown body type"),
        ("regaut01", "405", "3.3.7: an unknown authorization scheme is passed over"),
        ("multi01", "400", "3.3.8: several values of single headers"),
        ("mcl01", "400", "3.3.9: two different Content-Lengths"),
        ("bcast", "drop", "3.3.10: a response whose Via says broadcast"),
        ("zeromf", "200", "3.3.11: Max-Forwards 0 is fine at the end of the way"),
        ("cparam01", "405", "3.3.12: a Contact parameter nobody knows"),
        ("cparam02", "405", "3.3.13: the same as a URI parameter"),
        ("regescrt", "405", "3.3.14: a Contact URI with a Route header"),
        ("sdp01", "user", "3.3.15: an Accept that we cannot serve is for the user to judge"),
        ("inv2543", "user", "3.4.1: an INVITE of RFC 2543, without branch or tag"),
    ];

    /// <summary>The table's rows whose files are here.</summary>
    public static IReadOnlyList<TortureMessage> All { get; } = Read();

    private static List<TortureMessage> Read()
    {
        var found = new List<TortureMessage>();
        if (Folder() is not { } folder) return found;
        foreach (var (name, expected, why) in s_table)
        {
            var file = Path.Combine(folder, name + ".dat");
            if (File.Exists(file)) found.Add(new TortureMessage("rfc4475/" + name, File.ReadAllBytes(file), expected, why));
        }
        return found;
    }

    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(RepositoryRoot.Path); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "rfc4475");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
