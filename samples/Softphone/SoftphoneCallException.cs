namespace CallSummary.Softphone;

/// <summary>A dialled call was not answered.</summary>
public sealed class SoftphoneCallException(int statusCode, string message) : Exception(message)
{
    /// <summary>The final SIP status.</summary>
    public int StatusCode { get; } = statusCode;
}
