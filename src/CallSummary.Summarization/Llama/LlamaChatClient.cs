using Microsoft.Extensions.AI;

namespace CallSummary.Summarization.Llama;

/// <summary>The in-process model behind the common chat interface: greedy, under a grammar when a JSON schema is asked for.</summary>
internal sealed class LlamaChatClient(LlamaModel model) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("llama.cpp", defaultModelId: model.Header.Name);

    /// <inheritdoc />
    /// <exception cref="Summaries.ContextExceededException">The messages do not fit, known before anything is computed.</exception>
    /// <exception cref="LlamaEngineException">The engine failed.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = model.Prompts.Encode([.. messages.Select(message => (message.Role.Value, message.Text))]);
        var grammar = options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? GbnfGrammar.FromSchema(schema) : null;
        var answer = await model.GenerateAsync(prompt, grammar, options?.MaxOutputTokens, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.Text))
        {
            ModelId = model.Header.Name,
            FinishReason = answer.Complete ? ChatFinishReason.Stop : ChatFinishReason.Length,
            Usage = new UsageDetails { InputTokenCount = answer.PromptTokens, OutputTokenCount = answer.AnswerTokens, TotalTokenCount = answer.PromptTokens + answer.AnswerTokens },
        };
    }

    /// <inheritdoc />
    /// <remarks>The answer comes as one piece: nothing of it may be shown before the check.</remarks>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The model belongs to the process.</summary>
    public void Dispose()
    {
    }
}
