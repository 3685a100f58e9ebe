namespace CallSummary.TestKit.Sip;

/// <summary>A message that is hard to read, and what a correct element does with it.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Bytes">As they come over UDP.</param>
/// <param name="Expected">"drop"; "user": valid, given to the user of the stack; else the status that answers it.</param>
/// <param name="Why">The rule.</param>
public sealed record TortureMessage(string Name, byte[] Bytes, string Expected, string Why);
