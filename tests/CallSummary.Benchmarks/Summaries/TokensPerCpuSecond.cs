using CallSummary.Benchmarks.Speech;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Prompts;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using LLama.Native;
using Microsoft.Extensions.AI;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>
/// Tokens that the in-process model reads and writes in a second of processor time: through the service with eight calls at once, and one call at
/// a time, against bare llama.cpp one call at a time; same file, one thread, same answers. Rounds alternate, the median of their ratios counts.
/// </summary>
internal sealed class TokensPerCpuSecond(string id, string path, string? target, IReadOnlyList<BenchedCall> calls)
{
    private const int AtOnce = 8;

    /// <summary>A model of the size that operators run: its weights do not fit into the processor's cache.</summary>
    public static Benchmark LargeModel { get; } = new(
        "P12",
        "summaries",
        "LLM tokens per CPU-second, 8 calls at once / bare llama.cpp one at a time, a model of 0.5 billion weights; .glue: the service one at a time; .grammar: without / with; .answers: without the instructions, which calls share",
        async quick =>
        {
            var path = ChainModel.Write();
            var dialogues = ReferenceDialogue.All.Where(dialogue => dialogue.Language == "en").Take(AtOnce).ToList();
            var whole = new TokensPerCpuSecond("P12", path, ">=1.5", dialogues.ConvertAll(Instructed));
            var answers = new TokensPerCpuSecond("P12.answers", path, null, dialogues.ConvertAll(dialogue => new BenchedCall([("user", "Go.")], ChainModel.AnswerText, dialogue.Lines.Count)));
            var rounds = quick ? 1 : 3;
            return [.. await whole.RunAsync(rounds, warmUp: !quick), (await answers.RunAsync(rounds, warmUp: false))[0]];
        });

    /// <summary>The bundled demonstration model, which fits into the cache.</summary>
    public static Benchmark TinyModel { get; } = new(
        "P12.tiny",
        "summaries",
        "The same with the bundled demonstration model",
        quick => new TokensPerCpuSecond(
            "P12.tiny",
            BenchedModel.Path,
            null,
            [.. ReferenceDialogue.All.Take(quick ? 16 : 48).Select(dialogue => new BenchedCall([("user", dialogue.Prompt)], dialogue.Answer, dialogue.Lines.Count))])
            .RunAsync(rounds: quick ? 3 : 5, warmUp: true));

    private async Task<IReadOnlyList<Figure>> RunAsync(int rounds, bool warmUp)
    {
        await using var service = BenchedModel.Load(AtOnce, path);
        await using var single = BenchedModel.Load(1, path);
        using var bare = new BareLlama(path);
        var prompts = calls.Select(call => service.Prompts.Encode(call.Messages)).ToList();
        var (batched, glue, grammar) = (new List<double>(), new List<double>(), new List<double>());
        // As a service that has started: whoever comes finds the instructions read. Bare llama.cpp keeps nothing.
        SummaryConversation.ReadInstructions(service);
        while (!service.IsIdle)
        {
            await Task.Delay(5);
        }

        for (var round = warmUp ? 0 : 1; round <= rounds; round++)
        {
            var floor = Bare(bare, prompts);
            var eight = await ServeAsync(service, calls, AtOnce, withGrammar: true, keep: true);
            var one = await ServeAsync(single, calls, 1, withGrammar: true, keep: false);
            var free = await ServeAsync(single, calls, 1, withGrammar: false, keep: false);
            if (round > 0)
            {
                batched.Add(eight / floor);
                glue.Add(floor / one);
                grammar.Add(free / one);
            }
        }

        return
        [
            new Figure(id, CpuTime.Median(batched), "ratio", target),
            new Figure($"{id}.glue", CpuTime.Median(glue), "ratio", "<=1.05"),
            new Figure($"{id}.grammar", CpuTime.Median(grammar), "ratio", "<=1.05"),
        ];
    }

    // As an instruction model is asked.
    private static BenchedCall Instructed(ReferenceDialogue dialogue) => new(
        [("system", Prompt.Summary(dialogue.Language).Text), ("user", $"<transcript>\n{dialogue.Prompt}\n</transcript>")], ChainModel.AnswerText, dialogue.Lines.Count);

    private double Bare(BareLlama bare, List<LLamaToken[]> prompts)
    {
        var cpu = Cpu();
        var tokens = 0;
        for (var i = 0; i < prompts.Count; i++)
        {
            var (text, read) = bare.Answer(prompts[i]);
            tokens += read;
            Gate(text, calls[i]);
        }

        return tokens / (Cpu() - cpu);
    }

    private static async Task<double> ServeAsync(LlamaModel model, IReadOnlyList<BenchedCall> asked, int atOnce, bool withGrammar, bool keep)
    {
        using var client = new LlamaChatClient(model);
        var cpu = Cpu();
        long tokens = 0;
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (call, cancellationToken) =>
        {
            var options = new ChatOptions
            {
                ResponseFormat = withGrammar ? ChatResponseFormat.ForJsonSchema(SummarySchema.For(call.Lines)) : null,
                AdditionalProperties = keep ? new() { [LlamaChatClient.ContextKey] = Guid.CreateVersion7().ToString() } : null,
            };
            var answer = await client.GetResponseAsync([.. call.Messages.Select(message => new ChatMessage(new ChatRole(message.Role), message.Text))], options, cancellationToken);
            Interlocked.Add(ref tokens, answer.Usage!.TotalTokenCount!.Value);
            Gate(answer.Text, call);
        });
        return tokens / (Cpu() - cpu);
    }

    private static void Gate(string text, BenchedCall call)
    {
        if (text != call.Answer)
        {
            throw new WorkGateException($"An answer is not the expected one: {text[..Math.Min(200, text.Length)]}");
        }
    }

    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalSeconds;
}
