namespace CallSummary.Sip.Messages;

/// <summary>Hard caps of the parser. What exceeds them is an error, never a larger buffer.</summary>
public static class SipLimits
{
    /// <summary>Bytes of a whole message, body included.</summary>
    public const int MaxMessageBytes = 65_536;

    /// <summary>Bytes of a start line or of one header with its folded lines.</summary>
    public const int MaxHeaderBytes = 8_192;

    /// <summary>Header lines of a message.</summary>
    public const int MaxHeaders = 256;

    /// <summary>Parts of a multipart body.</summary>
    public const int MaxParts = 16;

    /// <summary>Multipart bodies inside multipart bodies.</summary>
    public const int MaxDepth = 4;
}
