using CallSummary.Summarization;
using CallSummary.Summarization.Llama;
using CallSummary.TestKit;
using LLama.Native;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CallSummary.IntegrationTests.Summarization;

public sealed class WarmContextTests
{
    private static readonly IReadOnlyList<ReferenceDialogue> Dialogues = [.. ReferenceDialogue.All.Take(12)];

    [Fact]
    public async Task Generate_LinesReadWhileTheCallRan_WritesTheSameFromTheLastLinesAlone()
    {
        await using var model = Load(warmTokens: 8192, warmContexts: 32);
        foreach (var dialogue in Dialogues)
        {
            var lines = dialogue.Prompt.Split('\n');
            for (var i = 1; i < lines.Length; i++)
            {
                model.Warm(dialogue.Name, Open(model, lines.Take(i)));
            }
        }

        // Reading ahead is asked for, not waited for: an answer behind it says that the loop has been there.
        await AnswerAsync(model, ReferenceDialogue.All[20], key: null);
        var answers = await Task.WhenAll(Dialogues.Select(dialogue => AnswerAsync(model, dialogue, dialogue.Name)));

        Assert.Equal(Dialogues.Select(dialogue => dialogue.Answer), answers.Select(answer => answer.Text));
        Assert.Contains(answers, answer => answer.WarmTokens >= answer.PromptTokens / 2);
    }

    [Fact]
    public async Task Generate_LineThatCameLateIntoTheMiddle_IsReadFromThereOn()
    {
        await using var model = Load(warmTokens: 8192, warmContexts: 32);
        var dialogue = Dialogues[0];
        var lines = dialogue.Prompt.Split('\n');
        model.Warm("call", Open(model, lines.Where((_, i) => i != 3)));
        await AnswerAsync(model, Dialogues[1], key: null);

        var answer = await AnswerAsync(model, dialogue, "call");

        Assert.Equal(dialogue.Answer, answer.Text);
        Assert.InRange(answer.WarmTokens, 1, answer.PromptTokens - 1);
    }

    [Fact]
    public async Task Generate_AskedAgainInTheSameContext_ReadsNothingTwice()
    {
        await using var model = Load(warmTokens: 8192, warmContexts: 32);

        var first = await AnswerAsync(model, Dialogues[0], "call");
        var second = await AnswerAsync(model, Dialogues[0], "call");

        Assert.Equal((first.Text, 0), (second.Text, first.WarmTokens));
        Assert.Equal(second.PromptTokens - 1, second.WarmTokens);
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(3000, 32)]
    [InlineData(8192, 2)]
    public async Task Generate_MoreCallsThanTheBudget_AreReadAgainAndRight(int warmTokens, int warmContexts)
    {
        await using var model = Load(warmTokens, warmContexts);
        for (var share = 2; share <= 4; share++)
        {
            foreach (var dialogue in Dialogues)
            {
                var lines = dialogue.Prompt.Split('\n');
                model.Warm(dialogue.Name, Open(model, lines.Take(lines.Length * share / 5)));
            }
        }

        var answers = await Task.WhenAll(Dialogues.Select(dialogue => AnswerAsync(model, dialogue, dialogue.Name)));

        Assert.Equal(Dialogues.Select(dialogue => dialogue.Answer), answers.Select(answer => answer.Text));
    }

    [Fact]
    public async Task Generate_ColdCallsAtOnceBehindAKeptBeginning_ReadItOnceAndWriteTheSame()
    {
        var dialogue = Dialogues[0];
        var lines = dialogue.Prompt.Split('\n');
        await using var model = Load(warmTokens: 8192, warmContexts: 2, sharedCellsFrom: 0);
        var read = Open(model, lines.Take(lines.Length / 2));
        model.Keep("instructions", read);
        Assert.True(SpinWait.SpinUntil(() => model.IsIdle, TimeSpan.FromMinutes(1)));
        foreach (var round in Enumerable.Range(0, 2))
        {
            // More calls than contexts are kept for: what they push out is not the beginning.
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AnswerAsync(model, dialogue, $"{round}/{i}")));

            Assert.All(answers, answer => Assert.Equal(dialogue.Answer, answer.Text));
            Assert.All(answers, answer => Assert.InRange(answer.WarmTokens, read.Length - 2, answer.PromptTokens - 1));
        }
    }

    [Fact]
    public async Task Keep_ModelWhoseSequencesShareNoCells_DoesNothing()
    {
        await using var model = Load(warmTokens: 8192, warmContexts: 2);
        model.Keep("instructions", Open(model, [Dialogues[0].Prompt]));
        Assert.Equal(0, (await AnswerAsync(model, Dialogues[0], key: null)).WarmTokens);
    }

    private static LLamaToken[] Open(LlamaModel model, IEnumerable<string> lines) => model.Prompts.EncodeOpen([("user", string.Join('\n', lines))]);

    private static Task<GeneratedAnswer> AnswerAsync(LlamaModel model, ReferenceDialogue dialogue, string? key) => AnswerAsync(model, dialogue.Prompt, key);

    private static Task<GeneratedAnswer> AnswerAsync(LlamaModel model, string prompt, string? key) =>
        model.GenerateAsync(model.Prompts.Encode([("user", prompt)]), null, null, TestContext.Current.CancellationToken, key);

    private static LlamaModel Load(int warmTokens, int warmContexts, ulong sharedCellsFrom = ulong.MaxValue) => LlamaModel.Load(
        Options.Create(new SummarizationOptions
        {
            Concurrency = 4,
            Llama = new LlamaOptions
            {
                ModelPath = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summary-demo-q8_0.gguf"),
                WarmTokens = warmTokens,
                WarmContexts = warmContexts,
            },
        }),
        NullLogger<LlamaModel>.Instance,
        sharedCellsFrom: sharedCellsFrom);
}
