using Microsoft.AspNetCore.Http;

namespace DockerNet.FakeEngine;

/// <summary>What the engine answers when it refuses: a status and a message.</summary>
internal sealed class EngineError(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static EngineError NotModified() => new(StatusCodes.Status304NotModified, "");

    public static EngineError Invalid(string message) => new(StatusCodes.Status400BadRequest, message);

    public static EngineError Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static EngineError NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static EngineError Conflict(string message) => new(StatusCodes.Status409Conflict, message);

    public static EngineError Internal(string message) => new(StatusCodes.Status500InternalServerError, message);

    public static EngineError NotAvailable(string message) => new(StatusCodes.Status503ServiceUnavailable, message);
}
