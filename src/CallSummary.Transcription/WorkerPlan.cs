using System.Globalization;

namespace CallSummary.Transcription;

/// <summary>How many utterances a process transcribes at once, with how many threads each, and (for the log) what that was chosen from.</summary>
internal sealed record WorkerPlan(int Workers, int Threads, string Why)
{
    /// <summary>Length of the sound that is measured with, s.</summary>
    public const double MeasuredSeconds = 4;

    // Live text is worth something while it is half as long on its way as it took to say.
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(MeasuredSeconds / 2);

    // Twice the threads must save this much of the time; else they are better used for another utterance.
    private const double WorthIt = 0.75;

    // What workers may take of the memory that is there: weights, other stages and the system need the rest.
    private const double MemoryShare = 0.5;

    /// <summary>
    /// One thread an utterance gives the most text for a processor's time; more are given to a model that is too slow for live text with one.
    /// </summary>
    /// <param name="options">What is set is taken as it is.</param>
    /// <param name="processors">Of the machine.</param>
    /// <param name="memory">Bytes that the process may use.</param>
    /// <param name="workerBytes">Memory of one worker at work, or 0 where unknown.</param>
    /// <param name="measure">Time to transcribe <see cref="MeasuredSeconds"/> with a number of threads.</param>
    public static WorkerPlan Choose(TranscriptionOptions options, int processors, long memory, long workerBytes, Func<int, TimeSpan> measure)
    {
        var (threads, why) = options.Threads is { } set ? (set, "threads as set") : Measured(measure, Math.Max(1, processors / (options.Workers ?? 1)));
        if (options.Workers is { } workers)
        {
            return new WorkerPlan(workers, threads, $"workers as set, {why}");
        }

        workers = Math.Max(1, (processors - 1) / threads);
        var fit = workerBytes > 0 ? (int)Math.Clamp(memory * MemoryShare / workerBytes, 1, workers) : workers;
        return new WorkerPlan(fit, threads, string.Create(
            CultureInfo.InvariantCulture, $"{processors} processors, {why}{(fit < workers ? $", no more than half of {memory / 1e6:F0} MB for workers" : "")}"));
    }

    private static (int Threads, string Why) Measured(Func<int, TimeSpan> measure, int most)
    {
        var (threads, took) = (1, measure(1));
        while (took > Wanted && threads * 2 <= most)
        {
            var faster = measure(threads * 2);
            if (faster > WorthIt * took)
            {
                break;
            }

            (threads, took) = (threads * 2, faster);
        }

        return (threads, string.Create(CultureInfo.InvariantCulture, $"{MeasuredSeconds:0} s of sound measured at {took.TotalSeconds:0.00} s"));
    }
}
