namespace CallSummary.Sip.Messages;

/// <summary>The request methods that the stack knows. Methods are case-sensitive (RFC 3261, 7.1).</summary>
public static class SipMethods
{
    public const string Invite = "INVITE";
    public const string Ack = "ACK";
    public const string Bye = "BYE";
    public const string Cancel = "CANCEL";
    public const string Options = "OPTIONS";
    public const string Register = "REGISTER";
    public const string Info = "INFO";
    public const string Update = "UPDATE";
    public const string Refer = "REFER";
    public const string Notify = "NOTIFY";
    public const string Subscribe = "SUBSCRIBE";
    public const string Message = "MESSAGE";
    public const string Prack = "PRACK";
    public const string Publish = "PUBLISH";

    private static readonly string[] s_known =
        [Invite, Ack, Bye, Cancel, Options, Register, Info, Update, Refer, Notify, Subscribe, Message, Prack, Publish];

    internal static bool IsKnown(string method) => s_known.Contains(method);

    /// <summary>The shared string for a known method, else a new one.</summary>
    internal static string Intern(ReadOnlySpan<char> method)
    {
        foreach (var known in s_known)
        {
            if (method.SequenceEqual(known)) return known;
        }
        return method.ToString();
    }
}
