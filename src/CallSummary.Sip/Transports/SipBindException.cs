namespace CallSummary.Sip.Transports;

/// <summary>An address could not be bound. The message names it and the setting to change.</summary>
public sealed class SipBindException : Exception
{
    public SipBindException()
    {
    }

    public SipBindException(string message) : base(message)
    {
    }

    public SipBindException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
