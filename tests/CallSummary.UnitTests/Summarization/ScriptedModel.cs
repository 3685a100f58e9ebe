using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace CallSummary.UnitTests.Summarization;

/// <summary>A model that answers as the test says, and remembers what it was asked.</summary>
internal sealed class ScriptedModel(Func<IReadOnlyList<ChatMessage>, CancellationToken, Task<string>> answer) : IChatClient
{
    private readonly List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> _asked = [];

    public ScriptedModel(params string[] answers)
        : this(new Queue<string>(answers))
    {
    }

    private ScriptedModel(Queue<string> answers)
        : this((_, _) => Task.FromResult(answers.Dequeue()))
    {
    }

    public IReadOnlyList<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages.ToList();
        lock (_asked)
        {
            _asked.Add((list, options));
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, await answer(list, cancellationToken)));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var piece in response.Text.Chunk(7))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, new string(piece));
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
