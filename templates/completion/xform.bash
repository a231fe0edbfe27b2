# Completion of xform for bash. In ~/.bashrc: source <(xform completion bash)
_xform() {
  local line=${COMP_LINE:0:COMP_POINT} current kept candidate
  local -a typed
  read -ra typed <<< "$line"
  [[ $line == *[[:space:]] ]] && typed+=('')
  current=${typed[${#typed[@]} - 1]}
  # readline puts candidates behind the last word break, which ':' and '=' are by default.
  kept=''
  [[ $COMP_WORDBREAKS == *:* ]] && kept=${current%"${current##*[:=]}"}
  COMPREPLY=()
  while IFS= read -r candidate; do
    [[ -n $candidate ]] && COMPREPLY+=("${candidate#"$kept"}")
  done < <("${typed[0]}" __complete "${typed[@]:1}" 2>/dev/null)
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o default -F _xform xform
