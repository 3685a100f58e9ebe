namespace CallSummary.Sip.Messages;

/// <summary>One header line: canonical name, unfolded value without surrounding blanks.</summary>
public readonly record struct SipHeader(string Name, string Value);
