namespace CallSummary.Transcription;

/// <summary>The engine could not be started or failed; the message names the cause and, where one exists, the setting and the fix.</summary>
internal sealed class TranscriptionException : Exception
{
    public TranscriptionException(string message)
        : base(message)
    {
    }

    public TranscriptionException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
