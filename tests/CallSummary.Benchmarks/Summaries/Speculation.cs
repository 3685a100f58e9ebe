using CallSummary.Summarization.Prompts;
using CallSummary.TestKit;
using LLama;
using LLama.Common;
using LLama.Native;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>
/// P14: whether guessing ahead would pay. Summaries repeat their transcript, so the tokens behind the last ones are looked up in what was read and written (prompt lookup) and put
/// through the model together with the last token; as many as were right are kept. The answers are the reference summaries, token by token, and every step is computed by a model
/// with the weights of 0.5 billion: right guesses are counted as they come, wrong ones paid for.
/// </summary>
internal static class Speculation
{
    private const int Context = 4096;
    private const int Batch = 512;
    private const int LongestPattern = 3;
    private static readonly int[] Guesses = [2, 4, 8];

    public static Benchmark Benchmark { get; } = new(
        "P14", "summaries", "Answer tokens per CPU-second with prompt lookup, 2, 4 and 8 guesses a step / without, a model of 0.5 billion weights; .right: share of guesses that were right", RunAsync);

    private static Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var parameters = new ModelParams(ChainModel.Write()) { ContextSize = Context, Threads = 1, BatchThreads = 1, BatchSize = Batch, UBatchSize = Batch, GpuLayerCount = 0 };
        using var weights = LLamaWeights.LoadFromFile(parameters);
        using var context = weights.CreateContext(parameters);
        var dialogues = new[] { "en", "ko" }.SelectMany(language => ReferenceDialogue.All.Where(dialogue => dialogue.Language == language).Take(quick ? 1 : 4)).ToList();
        var seconds = Guesses.Prepend(0).ToDictionary(guesses => guesses, _ => 0.0);
        var (made, right) = (Guesses.ToDictionary(guesses => guesses, _ => 0), Guesses.ToDictionary(guesses => guesses, _ => 0));
        foreach (var dialogue in dialogues)
        {
            var prompt = Tokens(weights, $"{Prompt.Summary(dialogue.Language).Text}\n<transcript>\n{dialogue.Prompt}\n</transcript>\n");
            var answer = Tokens(weights, dialogue.Expected);
            foreach (var guesses in seconds.Keys)
            {
                context.NativeHandle.MemoryClear();
                var batch = new LLamaBatch();
                Read(context, batch, prompt);
                var cpu = Environment.CpuUsage.TotalTime;
                var (tried, kept) = Write(context, batch, prompt, answer, guesses);
                seconds[guesses] += (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
                if (guesses > 0)
                {
                    made[guesses] += tried;
                    right[guesses] += kept;
                }
            }
        }

        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            .. Guesses.SelectMany(guesses => new[]
            {
                new Figure($"P14.{guesses}", seconds[0] / seconds[guesses], "ratio", null),
                new Figure($"P14.{guesses}.right", made[guesses] == 0 ? 0 : (double)right[guesses] / made[guesses], "share", null),
            }),
        ]);
    }

    private static LLamaToken[] Tokens(LLamaWeights weights, string text) => weights.Tokenize(text, add_bos: false, special: false, System.Text.Encoding.UTF8);

    private static void Read(LLamaContext context, LLamaBatch batch, LLamaToken[] prompt)
    {
        for (var position = 0; position < prompt.Length; position += Batch)
        {
            Decode(context, batch, prompt.AsSpan(position, Math.Min(Batch, prompt.Length - position)), position, all: false);
        }
    }

    private static (int Tried, int Kept) Write(LLamaContext context, LLamaBatch batch, LLamaToken[] prompt, LLamaToken[] answer, int guesses)
    {
        List<LLamaToken> known = [.. prompt, answer[0]];
        var (tried, kept) = (0, 0);
        for (var written = 1; written < answer.Length;)
        {
            var guessed = Lookup(known, Math.Min(guesses, answer.Length - written));
            Decode(context, batch, [known[^1], .. guessed], known.Count - 1, all: true);
            var matching = 0;
            while (matching < guessed.Count && guessed[matching] == answer[written + matching])
            {
                matching++;
            }

            // The token behind the last right guess comes out of the same step.
            var gained = Math.Min(matching + 1, answer.Length - written);
            known.AddRange(answer.AsSpan(written, gained));
            context.NativeHandle.MemorySequenceRemove(LLamaSeqId.Zero, known.Count - 1, -1);
            written += gained;
            tried += guessed.Count;
            kept += matching;
        }

        return (tried, kept);
    }

    // What followed the last tokens when they came before: the longest pattern first, the latest place first.
    private static List<LLamaToken> Lookup(List<LLamaToken> known, int most)
    {
        for (var length = LongestPattern; length >= 2 && most > 0; length--)
        {
            for (var start = known.Count - length - 1; start >= 0; start--)
            {
                if (Enumerable.Range(0, length).All(i => known[start + i] == known[known.Count - length + i]))
                {
                    return known.GetRange(start + length, Math.Min(most, known.Count - start - length));
                }
            }
        }

        return [];
    }

    private static void Decode(LLamaContext context, LLamaBatch batch, ReadOnlySpan<LLamaToken> tokens, int position, bool all)
    {
        batch.Clear();
        for (var i = 0; i < tokens.Length; i++)
        {
            batch.Add(tokens[i], position + i, LLamaSeqId.Zero, all || i == tokens.Length - 1);
        }

        if (context.NativeHandle.Decode(batch) != DecodeResult.Ok)
        {
            throw new WorkGateException("llama.cpp did not take a step.");
        }
    }
}
