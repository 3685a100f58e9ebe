namespace CallSummary.Hosting;

/// <summary>How the console log is written.</summary>
public enum LogFormat
{
    /// <summary>One line an event, for people.</summary>
    Text = 0,

    /// <summary>One JSON object a line, for log collectors.</summary>
    Json = 1,
}
