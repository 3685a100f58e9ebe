using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace CallSummary.Summarization.Llama;

/// <summary>The in-process model behind the common chat interface: greedy, under a grammar when a JSON schema is asked for.</summary>
internal sealed class LlamaChatClient(LlamaModel model) : IChatClient
{
    /// <summary>Additional property of the options: names the warm context in which the question is asked.</summary>
    public const string ContextKey = "callsummary.context";

    private readonly ChatClientMetadata _metadata = new("llama.cpp", defaultModelId: model.Header.Name);

    /// <inheritdoc />
    /// <exception cref="Summaries.ContextExceededException">The messages do not fit, known before anything is computed.</exception>
    /// <exception cref="LlamaEngineException">The engine failed.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await AskAsync(messages, options, null, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Text)) { ModelId = model.Header.Name, FinishReason = Reason(answer), Usage = Usage(answer) };
    }

    /// <inheritdoc />
    /// <remarks>Nothing of it may be shown before the check.</remarks>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The engine's loop waits for nobody: what the reader has not taken lies here, and an answer is bounded.
        var pieces = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var asking = AskAsync(messages, options, piece => pieces.Writer.TryWrite(piece), cancellationToken);
        _ = asking.ContinueWith(_ => pieces.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await foreach (var piece in pieces.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }

        var answer = await asking;
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage(answer))]) { ModelId = model.Header.Name, FinishReason = Reason(answer) };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The model belongs to the process.</summary>
    public void Dispose()
    {
    }

    private Task<GeneratedAnswer> AskAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, Action<string>? onText, CancellationToken cancellationToken)
    {
        var prompt = model.Prompts.Encode([.. messages.Select(message => (message.Role.Value, message.Text))]);
        var grammar = options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? GbnfGrammar.FromSchema(schema) : null;
        var key = options?.AdditionalProperties?.TryGetValue(ContextKey, out var value) == true ? value as string : null;
        return model.GenerateAsync(prompt, grammar, options?.MaxOutputTokens, cancellationToken, key, onText);
    }

    private static ChatFinishReason Reason(GeneratedAnswer answer) => answer.Complete ? ChatFinishReason.Stop : ChatFinishReason.Length;

    private static UsageDetails Usage(GeneratedAnswer answer) => new()
    {
        InputTokenCount = answer.PromptTokens,
        CachedInputTokenCount = answer.WarmTokens,
        OutputTokenCount = answer.AnswerTokens,
        TotalTokenCount = answer.PromptTokens + answer.AnswerTokens,
    };
}
