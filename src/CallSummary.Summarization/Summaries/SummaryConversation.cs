using System.Globalization;
using System.Text;
using CallSummary.Contracts;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Prompts;
using CallSummary.Summarization.Templates;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.Summarization.Summaries;

/// <summary>The messages that a model reads. The transcript is quoted in a user message and is nowhere an instruction; there are no tools to call.</summary>
internal sealed class SummaryConversation
{
    private const string Opening = "<transcript>\n";
    private const string Closing = "\n</transcript>";

    private readonly SummaryModel _model;
    private readonly ChatHistory _messages = [];
    private readonly PromptExecutionSettings _settings;

    /// <param name="model">Who is asked.</param>
    /// <param name="window">The part of the call that it reads.</param>
    /// <param name="language">The call's language.</param>
    /// <param name="template">The tenant's template, or null.</param>
    /// <param name="notes">What was written of the parts before, for a model that can be told.</param>
    /// <param name="contextKey">Names the warm context that holds the beginning, or null.</param>
    /// <exception cref="ContextExceededException">One line alone is longer than the model takes.</exception>
    public SummaryConversation(
        SummaryModel model, TranscriptWindow window, string language, SummaryTemplate? template = null, IReadOnlyList<SummaryContent>? notes = null, string? contextKey = null)
    {
        _model = model;
        if (window.Text.Length > model.MaxCharacters)
        {
            throw new ContextExceededException($"{window.Text.Length} characters of transcript exceed the limit of {model.MaxCharacters}.");
        }

        (Instructions, _messages) = Begin(model, window, language, template);
        if (!model.TakesTranscriptAlone)
        {
            _messages[^1].Content += Closing + Notes(notes ?? []);
        }

        _settings = new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object>
            {
                ["temperature"] = 0f,
                ["response_format"] = SummarySchema.For(window.Lines.Count),
                ["strict"] = true,
            },
        };
        if (model.MaxAnswerTokens is { } most)
        {
            _settings.ExtensionData["max_tokens"] = most;
        }

        if (contextKey is not null && model.InProcess is not null)
        {
            _settings.ExtensionData[LlamaChatClient.ContextKey] = contextKey;
        }
    }

    /// <summary>Our instructions, or null for a model that needs none.</summary>
    public Prompt? Instructions { get; }

    /// <summary>The messages up to the end of the lines that have been said: what a live call's context reads ahead.</summary>
    public static IReadOnlyList<(string Role, string Text)> Beginning(SummaryModel model, TranscriptWindow window, string language, SummaryTemplate? template) =>
        [.. Begin(model, window, language, template).Messages.Select(message => (message.Role.Label, message.Content ?? string.Empty))];

    /// <summary>Lets the model read its instructions before the first call comes, in every language that has its own.</summary>
    public static void ReadInstructions(LlamaModel model)
    {
        foreach (var instructions in Prompt.Summaries)
        {
            model.Keep(instructions.Version, model.Prompts.EncodeOpen([("system", instructions.Text), ("user", string.Empty)]));
        }
    }

    /// <param name="onPiece">Told of the answer piece by piece where the model streams.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<string> AskAsync(Action<string>? onPiece, CancellationToken cancellationToken)
    {
        if (!_model.Streams || onPiece is null)
        {
            var answer = await _model.Chat.GetChatMessageContentAsync(_messages, _settings, kernel: null, cancellationToken);
            return answer.Content ?? string.Empty;
        }

        var text = new StringBuilder();
        await foreach (var piece in _model.Chat.GetStreamingChatMessageContentsAsync(_messages, _settings, kernel: null, cancellationToken))
        {
            if (piece.Content is { Length: > 0 } content)
            {
                text.Append(content);
                onPiece(content);
            }
        }

        return text.ToString();
    }

    public void AskToRepair(string answer, IReadOnlyList<string> problems)
    {
        _messages.AddAssistantMessage(answer);
        _messages.AddUserMessage(string.Format(CultureInfo.InvariantCulture, Prompt.Repair.Text, string.Join('\n', problems.Select(problem => $"- {problem}"))));
    }

    private static (Prompt? Instructions, ChatHistory Messages) Begin(SummaryModel model, TranscriptWindow window, string language, SummaryTemplate? template)
    {
        var messages = new ChatHistory();
        if (model.TakesTranscriptAlone)
        {
            messages.AddUserMessage(window.Text);
            return (null, messages);
        }

        var instructions = Prompt.Summary(language);
        messages.AddSystemMessage(template is null ? instructions.Text : $"{instructions.Text}\n\n{template.Instructions}");
        messages.AddUserMessage(Opening + Quoted(window.Text));
        return (instructions, messages);
    }

    // Behind the transcript, so that the lines' context stays what it was.
    private static string Notes(IReadOnlyList<SummaryContent> notes) => notes.Count == 0
        ? string.Empty
        : $"\n<notes>\n{string.Join('\n', notes.Select((note, i) => string.Create(CultureInfo.InvariantCulture, $"part {i + 1}: {Quoted(note.Title)}. {Quoted(note.Summary)}")))}\n</notes>";

    private static string Quoted(string text) => text.Replace('<', '‹').Replace('>', '›');
}
