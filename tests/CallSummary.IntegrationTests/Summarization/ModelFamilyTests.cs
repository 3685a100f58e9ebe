using CallSummary.Summarization;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using CallSummary.TestKit.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CallSummary.IntegrationTests.Summarization;

public sealed class ModelFamilyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Families => [.. TinyGguf.Families];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Families))]
    public async Task GetResponse_ModelOfTheFamily_AnswersInTheSchemaAloneAndBesideOthers(string family)
    {
        TinyGguf.Write(_folder["tiny.gguf"], family);
        await using var model = LlamaModel.Load(
            Options.Create(new SummarizationOptions { Concurrency = 2, Llama = new LlamaOptions { ModelPath = _folder["tiny.gguf"], MaxAnswerTokens = 384, WarmTokens = 4096 } }),
            NullLogger<LlamaModel>.Instance);
        using var client = new LlamaChatClient(model);
        Task<ChatResponse> AskAsync(string said, string? key) => client.GetResponseAsync(
            [new ChatMessage(ChatRole.System, "Summarise."), new ChatMessage(ChatRole.User, said)],
            new ChatOptions
            {
                ResponseFormat = ChatResponseFormat.ForJsonSchema(SummarySchema.For(2)),
                AdditionalProperties = key is null ? null : new() { [LlamaChatClient.ContextKey] = key },
            },
            TestContext.Current.CancellationToken);

        var alone = await AskAsync("[1] me: Hello\n[2] other: Bye", null);
        model.Warm("call", model.Prompts.EncodeOpen([("system", "Summarise."), ("user", "[1] me: Hello")]));
        var beside = await Task.WhenAll(AskAsync("[1] me: Hello\n[2] other: Bye", "call"), AskAsync("[1] me: Good\n[2] other: Yes", null));

        // Random weights write nonsense, but nothing that is not the schema's; a context that was read ahead changes no letter of it.
        Assert.True(SummaryReader.Read(alone.Text) is not null, alone.Text);
        Assert.Equal(alone.Text, beside[0].Text);
        Assert.NotNull(SummaryReader.Read(beside[1].Text));
    }

    [Fact]
    public void Encode_TemplateWithASwitchForThinking_EndsWithAnEmptyThought()
    {
        TinyGguf.Write(_folder["tiny.gguf"], "qwen3");

        Assert.True(GgufHeader.Read(_folder["tiny.gguf"]).Thinks);
    }
}
