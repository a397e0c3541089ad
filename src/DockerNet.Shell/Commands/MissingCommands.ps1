# Stand-ins for everyday commands of Microsoft.PowerShell.Utility and .Management, which the bare engine comes without.
# They keep to what examples and prompts use. Each is defined only where the real command is missing.

function Write-Output {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline, ValueFromRemainingArguments)] [AllowNull()] [AllowEmptyCollection()] [psobject[]] $InputObject, [switch] $NoEnumerate)
    process { $PSCmdlet.WriteObject($(if ($InputObject.Count -eq 1) { $InputObject[0] } else { , $InputObject }), -not $NoEnumerate) }
}

function Write-Host {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromRemainingArguments)] [object] $Object,
        [switch] $NoNewline, [object] $Separator = ' ', [ConsoleColor] $ForegroundColor, [ConsoleColor] $BackgroundColor)
    process {
        $message = [System.Management.Automation.HostInformationMessage]::new()
        $message.Message = @($Object) -join $Separator
        $message.NoNewLine = $NoNewline
        if ($PSBoundParameters.ContainsKey('ForegroundColor')) { $message.ForegroundColor = $ForegroundColor }
        if ($PSBoundParameters.ContainsKey('BackgroundColor')) { $message.BackgroundColor = $BackgroundColor }
        $PSCmdlet.WriteInformation($message, [string[]] 'PSHOST')
    }
}

function Write-Error {
    [CmdletBinding(DefaultParameterSetName = 'Message')]
    param(
        [Parameter(Position = 0, Mandatory, ValueFromPipeline, ParameterSetName = 'Message')] [AllowEmptyString()] [string] $Message,
        [Parameter(Mandatory, ParameterSetName = 'Exception')] [Exception] $Exception,
        [Parameter(Mandatory, ParameterSetName = 'ErrorRecord')] [System.Management.Automation.ErrorRecord] $ErrorRecord,
        [System.Management.Automation.ErrorCategory] $Category = 'NotSpecified', [string] $ErrorId, [object] $TargetObject)
    process {
        if (-not $ErrorRecord) {
            if (-not $Exception) { $Exception = [Exception]::new($Message) }
            if (-not $ErrorId) { $ErrorId = if ($Message) { 'Microsoft.PowerShell.Commands.WriteErrorException' } else { $Exception.GetType().FullName } }
            $ErrorRecord = [System.Management.Automation.ErrorRecord]::new($Exception, $ErrorId, $Category, $TargetObject)
        }
        $PSCmdlet.WriteError($ErrorRecord)
    }
}

function Write-Warning { [CmdletBinding()] param([Parameter(Position = 0, Mandatory, ValueFromPipeline)] [AllowEmptyString()] [string] $Message) process { $PSCmdlet.WriteWarning($Message) } }
function Write-Verbose { [CmdletBinding()] param([Parameter(Position = 0, Mandatory, ValueFromPipeline)] [AllowEmptyString()] [string] $Message) process { $PSCmdlet.WriteVerbose($Message) } }
function Write-Debug { [CmdletBinding()] param([Parameter(Position = 0, Mandatory, ValueFromPipeline)] [AllowEmptyString()] [string] $Message) process { $PSCmdlet.WriteDebug($Message) } }
function Write-Information { [CmdletBinding()] param([Parameter(Position = 0, Mandatory, ValueFromPipeline)] [AllowNull()] [object] $MessageData, [string[]] $Tags = @()) process { $PSCmdlet.WriteInformation($MessageData, $Tags) } }

function Start-Sleep {
    [CmdletBinding(DefaultParameterSetName = 'Seconds')]
    param(
        [Parameter(Position = 0, Mandatory, ParameterSetName = 'Seconds')] [double] $Seconds,
        [Parameter(Mandatory, ParameterSetName = 'Milliseconds')] [int] $Milliseconds)
    $left = if ($PSCmdlet.ParameterSetName -eq 'Seconds') { $Seconds * 1000 } else { $Milliseconds }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    # Short slices: Ctrl+C takes effect between statements.
    while (($rest = $left - $clock.ElapsedMilliseconds) -gt 0) { [Threading.Thread]::Sleep([Math]::Min(50, $rest)) }
}

function Set-Location {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $Path = '~', [string] $LiteralPath, [switch] $PassThru)
    $target = if ($LiteralPath) { [WildcardPattern]::Escape($LiteralPath) } else { $Path }
    try { $location = $ExecutionContext.SessionState.Path.SetLocation($target) }
    catch { $PSCmdlet.ThrowTerminatingError($_.Exception.InnerException.ErrorRecord) }
    if ($PassThru) { $location }
}

function Select-Object {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0)] [object[]] $Property,
        [int] $First = -1, [int] $Last = -1, [int] $Skip, [string] $ExpandProperty,
        [Parameter(ValueFromPipeline)] [psobject] $InputObject)
    begin {
        $seen = 0
        $tail = [System.Collections.Generic.Queue[object]]::new()
        function Emit($object) {
            if ($ExpandProperty) { return $object.$ExpandProperty }
            if (-not $Property) { return $object }
            $row = [psobject]::new()
            $row.PSObject.TypeNames.Insert(0, "Selected.$($object.PSObject.TypeNames[0])")
            foreach ($entry in $Property) {
                if ($entry -is [System.Collections.IDictionary]) {
                    $name = "$($entry.Keys.Where({ 'name' -like "$_*" -or 'label' -like "$_*" }, 'First').ForEach({ $entry[$_] }))"
                    $expression = $entry.Keys.Where({ 'expression' -like "$_*" }, 'First').ForEach({ $entry[$_] })[0]
                    if (-not $name) { $name = "$expression" }
                    $row.PSObject.Properties.Add([psnoteproperty]::new($name, (Evaluate $object $expression)))
                }
                elseif ($entry -is [scriptblock]) { $row.PSObject.Properties.Add([psnoteproperty]::new("$entry", (Evaluate $object $entry))) }
                elseif ([WildcardPattern]::ContainsWildcardCharacters($entry)) {
                    foreach ($member in $object.PSObject.Properties) {
                        if ($member.Name -like $entry -and -not $row.PSObject.Properties[$member.Name]) { $row.PSObject.Properties.Add([psnoteproperty]::new($member.Name, $member.Value)) }
                    }
                }
                else {
                    $member = $object.PSObject.Properties[$entry]
                    $row.PSObject.Properties.Add([psnoteproperty]::new($(if ($member) { $member.Name } else { $entry }), $object.$entry))
                }
            }
            $row
        }
        function Evaluate($object, $expression) {
            if ($expression -is [scriptblock]) { , ($expression.InvokeWithContext($null, [psvariable]::new('_', $object)) | ForEach-Object { $_ }) } else { , $object.$expression }
        }
        function Stop-Upstream {
            # What the real command does to end a source that never ends by itself; the exception is not public.
            $stop = [psobject].Assembly.GetType('System.Management.Automation.StopUpstreamCommandsException')
            [Runtime.ExceptionServices.ExceptionDispatchInfo]::Throw([Activator]::CreateInstance($stop, [Reflection.BindingFlags] 'Instance, Public, NonPublic', $null, @($PSCmdlet), $null))
        }
        if ($First -eq 0) { Stop-Upstream }
    }
    process {
        $seen++
        if ($seen -le $Skip) { return }
        if ($Last -ge 0) {
            $tail.Enqueue($InputObject)
            if ($tail.Count -gt $Last) { $null = $tail.Dequeue() }
            return
        }
        Emit $InputObject
        if ($First -gt 0 -and $seen - $Skip -ge $First) { Stop-Upstream }
    }
    end { foreach ($object in $tail) { Emit $object } }
}

function Sort-Object {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [object[]] $Property, [switch] $Descending, [Parameter(ValueFromPipeline)] [psobject] $InputObject)
    begin { $rows = [System.Collections.Generic.List[object]]::new() }
    process {
        $keys = @(if ($Property) { foreach ($entry in $Property) { , $(if ($entry -is [scriptblock]) { $entry.InvokeWithContext($null, [psvariable]::new('_', $InputObject))[0] } else { $InputObject.$entry }) } } else { , $InputObject })
        $rows.Add([pscustomobject] @{ Object = $InputObject; Keys = $keys; Order = $rows.Count })
    }
    end {
        $sign = if ($Descending) { -1 } else { 1 }
        $rows.Sort([Comparison[object]] {
                param($left, $right)
                for ($i = 0; $i -lt $left.Keys.Count; $i++) {
                    $result = try { [System.Management.Automation.LanguagePrimitives]::Compare($left.Keys[$i], $right.Keys[$i], $true) } catch { [string]::Compare("$($left.Keys[$i])", "$($right.Keys[$i])", $true) }
                    if ($result) { return $result * $sign }
                }
                $left.Order - $right.Order
            })
        foreach ($row in $rows) { $row.Object }
    }
}
