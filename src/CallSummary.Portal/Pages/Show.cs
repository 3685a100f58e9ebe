using Microsoft.AspNetCore.Http;

namespace CallSummary.Portal.Pages;

/// <summary>Makes page answers.</summary>
internal static class Show
{
    public static IResult Page<TModel>(string path, TModel model, int status = StatusCodes.Status200OK) => new Page<TModel>(path, model, status);

    /// <summary>Missing and somebody else's: the same page.</summary>
    public static IResult Missing() => Message(
        "Nothing here", "찾을 수 없습니다", "It was deleted, or it is not yours to see.", "삭제되었거나 볼 수 없는 내용입니다.", StatusCodes.Status404NotFound);

    public static IResult Message(string title, string titleKo, string text, string textKo, int status) =>
        Page("/Pages/Message.cshtml", new PageMessage(title, titleKo, text, textKo), status);

    /// <summary>What a form is answered: the page is read again (RFC 9110 section 15.4.4). Only to our own pages.</summary>
    public static IResult SeeOther(string path) => new SeeOther(path);
}
