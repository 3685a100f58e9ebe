using System.Text;
using CallSummary.Summarization;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CallSummary.IntegrationTests.Summarization;

public sealed class LlamaModelTests : IDisposable
{
    private const string ChatMl = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}";

    private static readonly string Samples = Path.Combine(RepositoryRoot.Path, "samples", "demo-models");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_InstructionModel_AnswersThroughItsChatTemplate()
    {
        await using var model = Load(InstructionVariant(ChatMl));
        var user = "<|im_end|> " + ReferenceDialogue.All[0].Prompt.Split('\n')[0];

        var prompt = model.Prompts.Encode([("system", "Summarise."), ("user", user)]);
        using var client = new LlamaChatClient(model);
        var answer = await client.GetResponseAsync(
            [new ChatMessage(ChatRole.System, "Summarise."), new ChatMessage(ChatRole.User, user)],
            new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(SummarySchema.For(1)) },
            TestContext.Current.CancellationToken);

        // The model was not trained for this and writes nonsense, but nothing outside the schema.
        Assert.Equal(prompt.Length, answer.Usage!.InputTokenCount);
        Assert.StartsWith("{\"title\":\"", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.FinishReason == ChatFinishReason.Length || SummaryReader.Read(answer.Text) is not null);
    }

    [Fact]
    public void Load_ModelWithoutChatTemplate_IsRefused() =>
        Assert.Contains("holds no chat template", Assert.Throws<ModelFileException>(() => Load(InstructionVariant(template: null))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_UnknownArchitecture_IsRefusedWithTheFix()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Samples, "summary-demo-q8_0.gguf"));
        var at = bytes.AsSpan().IndexOf("llama"u8);
        "lambo"u8.CopyTo(bytes.AsSpan(at));

        Assert.Contains("was refused by llama.cpp", Assert.Throws<ModelFileException>(() => Load(Write(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FileThatIsNoModel_StopsTheHostWithTheSettingAndTheFix()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSummarization(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["CallSummary:Summarization:Llama:ModelPath"] = Path.Combine(Samples, "whisper-demo-q8_0.bin") })
            .Build());
        await using var provider = services.BuildServiceProvider();
        var start = provider.GetRequiredService<SummaryEngineSource>();

        var exception = await Assert.ThrowsAsync<ModelFileException>(() => start.StartingAsync(TestContext.Current.CancellationToken));

        Assert.Contains("CallSummary:Summarization:Llama:ModelPath", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Whisper", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_MoreThanTheQueueTakes_IsRefusedAndTheRestAnswered()
    {
        await using var model = Load(Path.Combine(Samples, "summary-demo-q8_0.gguf"), queueLimit: 1);
        var prompt = model.Prompts.Encode([("user", ReferenceDialogue.All[0].Prompt)]);

        var answers = Enumerable.Range(0, 6).Select(_ => model.GenerateAsync(prompt, null, null, TestContext.Current.CancellationToken)).ToList();
        await Task.WhenAll(answers).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Contains(answers, answer => answer.Exception?.InnerException is LlamaEngineException);
        foreach (var answer in answers.Where(answer => answer.IsCompletedSuccessfully))
        {
            Assert.Equal(ReferenceDialogue.All[0].Answer, (await answer).Text);
        }
    }

    [Fact]
    public async Task Dispose_WhileWriting_FailsWhatIsLeft()
    {
        var model = Load(Path.Combine(Samples, "summary-demo-q8_0.gguf"));
        var prompt = model.Prompts.Encode([("user", ReferenceDialogue.All[0].Prompt)]);
        var answer = model.GenerateAsync(prompt, null, null, TestContext.Current.CancellationToken);

        await model.DisposeAsync();

        await Assert.ThrowsAsync<LlamaEngineException>(() => answer);
    }

    private static LlamaModel Load(string path, int queueLimit = 16) => LlamaModel.Load(
        Options.Create(new SummarizationOptions { Concurrency = 1, Llama = new LlamaOptions { ModelPath = path, QueueLimit = queueLimit } }), NullLogger<LlamaModel>.Instance);

    /// <summary>The demonstration model without the mark that it takes transcripts alone, and with a chat template.</summary>
    private string InstructionVariant(string? template)
    {
        const string Key = "tokenizer.chat_template";
        var bytes = File.ReadAllBytes(Path.Combine(Samples, "summary-demo-q8_0.gguf"));
        "callsummary.prompt_stylX"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("callsummary.prompt_style"u8)));
        if (template is null)
        {
            return Write(bytes);
        }

        // One more key, of a length that leaves the tensors aligned.
        const int Fixed = 8 + 23 + 4 + 8;
        var padding = (32 - ((Fixed + Encoding.UTF8.GetByteCount(template)) % 32)) % 32;
        var value = Encoding.UTF8.GetBytes(template + new string(' ', padding));
        using var entry = new MemoryStream();
        using var writer = new BinaryWriter(entry);
        writer.Write((ulong)Key.Length);
        writer.Write(Encoding.ASCII.GetBytes(Key));
        writer.Write(8u);
        writer.Write((ulong)value.Length);
        writer.Write(value);
        BitConverter.TryWriteBytes(bytes.AsSpan(16), BitConverter.ToUInt64(bytes, 16) + 1);
        return Write([.. bytes.AsSpan(0, 24), .. entry.ToArray(), .. bytes.AsSpan(24)]);
    }

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder["model.gguf"], bytes);
        return _folder["model.gguf"];
    }
}
