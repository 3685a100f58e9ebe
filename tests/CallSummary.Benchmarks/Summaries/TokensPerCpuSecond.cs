using System.Diagnostics;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using LLama.Native;
using Microsoft.Extensions.AI;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>
/// Tokens that the in-process model reads and writes in a second of processor time: through the service with eight calls at once, and one call at
/// a time, against bare llama.cpp one call at a time; same file, one thread, same answers. Rounds alternate, the median of their ratios counts.
/// </summary>
internal static class TokensPerCpuSecond
{
    private const int AtOnce = 8;

    public static Benchmark Benchmark { get; } = new(
        "P12", "summaries", "LLM tokens per CPU-second, 8 calls at once / bare llama.cpp one at a time; P12.glue: the service one at a time; P12.grammar: with / without grammar", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        var dialogues = ReferenceDialogue.All.Take(quick ? 16 : 48).ToList();
        await using var service = BenchedModel.Load(AtOnce);
        await using var single = BenchedModel.Load(1);
        using var bare = new BareLlama(BenchedModel.Path);
        var prompts = dialogues.ConvertAll(dialogue => service.Prompts.Encode([("user", dialogue.Prompt)]));
        var (batched, glue, grammar) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= (quick ? 3 : 5); round++)
        {
            var floor = Bare(bare, prompts, dialogues);
            var eight = await ServeAsync(service, dialogues, AtOnce, withGrammar: true);
            var one = await ServeAsync(single, dialogues, 1, withGrammar: true);
            var free = await ServeAsync(single, dialogues, 1, withGrammar: false);
            if (round > 0)
            {
                batched.Add(eight / floor);
                glue.Add(floor / one);
                grammar.Add(free / one);
            }
        }

        return
        [
            new Figure("P12", Median(batched), "ratio", ">=1.5"),
            new Figure("P12.glue", Median(glue), "ratio", "<=1.05"),
            new Figure("P12.grammar", Median(grammar), "ratio", "<=1.05"),
        ];
    }

    private static double Bare(BareLlama bare, List<LLamaToken[]> prompts, List<ReferenceDialogue> dialogues)
    {
        var cpu = Cpu();
        var tokens = 0;
        for (var i = 0; i < prompts.Count; i++)
        {
            var (text, read) = bare.Answer(prompts[i]);
            tokens += read;
            Gate(text, dialogues[i]);
        }

        return tokens / (Cpu() - cpu);
    }

    private static async Task<double> ServeAsync(LlamaModel model, List<ReferenceDialogue> dialogues, int atOnce, bool withGrammar)
    {
        using var client = new LlamaChatClient(model);
        var cpu = Cpu();
        long tokens = 0;
        await Parallel.ForEachAsync(dialogues, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (dialogue, cancellationToken) =>
        {
            var options = new ChatOptions { ResponseFormat = withGrammar ? ChatResponseFormat.ForJsonSchema(SummarySchema.For(dialogue.Lines.Count)) : null };
            var answer = await client.GetResponseAsync([new ChatMessage(ChatRole.User, dialogue.Prompt)], options, cancellationToken);
            Interlocked.Add(ref tokens, answer.Usage!.TotalTokenCount!.Value);
            Gate(answer.Text, dialogue);
        });
        return tokens / (Cpu() - cpu);
    }

    private static void Gate(string text, ReferenceDialogue dialogue)
    {
        if (text != dialogue.Answer)
        {
            throw new WorkGateException($"The answer to dialogue {dialogue.Name} is not the reference's.");
        }
    }

    private static double Cpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
