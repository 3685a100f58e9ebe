namespace CallSummary.Sip.Sdp;

/// <summary>Hard caps of the SDP parser.</summary>
public static class SdpLimits
{
    public const int MaxBytes = 32_768;
    public const int MaxLines = 1_024;
    public const int MaxMedia = 32;
    public const int MaxFormats = 64;
}
