namespace CallSummary.AllInOne.Demo;

/// <summary>A sample call could not be placed or heard; the message says why.</summary>
internal sealed class DemoCallException(string message) : Exception(message);
