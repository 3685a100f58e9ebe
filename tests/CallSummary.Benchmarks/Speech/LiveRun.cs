namespace CallSummary.Benchmarks.Speech;

/// <summary>What a number of calls at once gave.</summary>
/// <param name="Delays">Seconds from the end of speech to its line, rising, for the utterances that a pause has ended.</param>
/// <param name="Partials">Partial lines on the stream.</param>
/// <param name="Beginnings">Beginnings of utterances that were still being said.</param>
/// <param name="Heard">The share of them that a worker heard.</param>
/// <param name="Processors">Used while the calls ran.</param>
/// <param name="Spoken">Utterances in the recordings.</param>
/// <param name="Left">Those whose line had not come when all calls hung up at once.</param>
/// <param name="Emptied">Seconds from then until the last line.</param>
/// <param name="IsBehind">Whether the host said at that moment that it is under load.</param>
internal sealed record LiveRun(double[] Delays, int Partials, long Beginnings, double Heard, double Processors, int Spoken, int Left, double Emptied, bool IsBehind)
{
    public double Percentile(double share) => Math.Round(Delays[(int)(Delays.Length * share)], 2);
}
